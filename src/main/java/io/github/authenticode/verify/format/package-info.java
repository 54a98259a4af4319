/**
 * Files of all formats: opened for their signatures, and compared beside them. The front of the rooms below, one a
 * format.
 */
@NullMarked
package io.github.authenticode.verify.format;

import org.jspecify.annotations.NullMarked;
