/**
 * The course of one execution: what is known of it so far, how it ends in one report and one exception, and where
 * progress is shown. Takes results of a run, and decides nothing about files.
 */
@NullMarked
package io.github.authenticode.maven.execution;

import org.jspecify.annotations.NullMarked;
