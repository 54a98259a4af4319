/**
 * signtool as a second judge of finished files.
 */
@NullMarked
package io.github.authenticode.engine.signtool.verify;

import org.jspecify.annotations.NullMarked;
