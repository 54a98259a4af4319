/** Engines and verifiers that answer as a test tells them, and runs and reports made of them. */
@NullMarked
package io.github.authenticode.testing.run;

import org.jspecify.annotations.NullMarked;
