/**
 * Threads that wait: for a time, and for one another so that a thing is done once. Knows no signature and no other
 * room; any room may use it.
 */
@NullMarked
package io.github.authenticode.concurrent;

import org.jspecify.annotations.NullMarked;
