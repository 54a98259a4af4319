/**
 * Programs that sign, one class each, and the one engine that runs them in batches. Takes the sign-in from {@code
 * cloud} and the running from {@code process}; no program knows another.
 */
@NullMarked
package io.github.authenticode.engine.tool;

import org.jspecify.annotations.NullMarked;
