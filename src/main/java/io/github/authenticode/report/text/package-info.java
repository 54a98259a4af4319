/**
 * Text fit for publication: times, sizes, names, paths.
 */
@NullMarked
package io.github.authenticode.report.text;

import org.jspecify.annotations.NullMarked;
