/**
 * Programs that sign, one class each, and the one engine that runs them in batches. Knows plan, process and diagnose;
 * no program knows another.
 */
@NullMarked
package io.github.authenticode.engine.tool;

import org.jspecify.annotations.NullMarked;
