/**
 * A verification without signing, with a second judge and watched folders.
 */
@NullMarked
package io.github.authenticode.run.verification;

import org.jspecify.annotations.NullMarked;
