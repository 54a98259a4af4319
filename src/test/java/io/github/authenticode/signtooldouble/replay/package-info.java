/** Recorded runs of the genuine signtool, and the double held against them. */
@NullMarked
package io.github.authenticode.signtooldouble.replay;

import org.jspecify.annotations.NullMarked;
