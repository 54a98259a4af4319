/**
 * How long builds take, beside other programs in the same run on the same machine. Run by {@code -Pbenchmark}, and by
 * nothing else; {@code docs/benchmarks.md} says what is measured and how.
 */
@NullMarked
package io.github.authenticode.benchmark;

import org.jspecify.annotations.NullMarked;
