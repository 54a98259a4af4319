/**
 * The comparison of a signed copy with its original, piece by piece, whatever the format.
 */
@NullMarked
package io.github.authenticode.verify.format.comparison;

import org.jspecify.annotations.NullMarked;
