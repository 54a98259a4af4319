/**
 * Verdicts as values: signatures, timestamps, evidence. What reports show; decides nothing.
 */
@NullMarked
package io.github.authenticode.verify.verdict;

import org.jspecify.annotations.NullMarked;
