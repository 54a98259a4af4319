/**
 * The JSON of a report as records, component by component.
 */
@NullMarked
package io.github.authenticode.report.record;

import org.jspecify.annotations.NullMarked;
