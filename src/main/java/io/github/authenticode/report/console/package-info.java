/**
 * The words of a run on the console while it goes and at its end.
 */
@NullMarked
package io.github.authenticode.report.console;

import org.jspecify.annotations.NullMarked;
