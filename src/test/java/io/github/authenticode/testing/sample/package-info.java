/** Unsigned files of every format, made in memory, and odd ones of the same kind. Nothing in here judges them. */
@NullMarked
package io.github.authenticode.testing.sample;

import org.jspecify.annotations.NullMarked;
