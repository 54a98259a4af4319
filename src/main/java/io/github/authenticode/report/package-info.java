/**
 * The report of one execution: facts in, JSON and HTML out. Takes results of a run; no absolute path and no host name
 * comes out.
 */
@NullMarked
package io.github.authenticode.report;

import org.jspecify.annotations.NullMarked;
