/**
 * Staged copies and the move into place: locks, leftovers of killed runs, the one atomic step.
 */
@NullMarked
package io.github.authenticode.run.staging;

import org.jspecify.annotations.NullMarked;
