/**
 * Windows programs as files, and the one string that is a Windows command line. Starts nothing.
 */
@NullMarked
package io.github.authenticode.process.windows;

import org.jspecify.annotations.NullMarked;
