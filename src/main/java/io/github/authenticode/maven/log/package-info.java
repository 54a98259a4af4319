/**
 * Maven's log and Maven's exceptions, guarded against text that others wrote.
 */
@NullMarked
package io.github.authenticode.maven.log;

import org.jspecify.annotations.NullMarked;
