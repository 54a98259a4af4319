/**
 * Microsoft's signtool as an engine: command lines, and the meaning of its words and exit codes.
 */
@NullMarked
package io.github.authenticode.engine.signtool;

import org.jspecify.annotations.NullMarked;
