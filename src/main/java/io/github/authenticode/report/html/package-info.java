/**
 * The report as a page that needs no script and no other file.
 */
@NullMarked
package io.github.authenticode.report.html;

import org.jspecify.annotations.NullMarked;
