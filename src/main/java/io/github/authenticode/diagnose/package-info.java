/**
 * Problems: what went wrong, why, and what the user can do about it, and the only way in which foreign text is shown.
 * Knows values of a plan at most; the ids are declared in {@code catalogue}.
 */
@NullMarked
package io.github.authenticode.diagnose;

import org.jspecify.annotations.NullMarked;
