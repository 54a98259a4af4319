/** The table of a benchmark: series of measurements, its lines, and its form in Markdown. */
@NullMarked
package io.github.authenticode.benchmark.table;

import org.jspecify.annotations.NullMarked;
