/**
 * The end of the JVM as an interruption of the run.
 */
@NullMarked
package io.github.authenticode.run.shutdown;

import org.jspecify.annotations.NullMarked;
