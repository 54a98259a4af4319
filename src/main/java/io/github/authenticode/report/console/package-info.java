/**
 * What a run says on the console while it goes and at its end.
 */
@NullMarked
package io.github.authenticode.report.console;

import org.jspecify.annotations.NullMarked;
