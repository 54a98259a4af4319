/**
 * Programs and how they are run: an argument list and no shell, a deadline for the whole tree of processes, bounded
 * output, nothing secret in any log. Knows no program by name.
 */
@NullMarked
package io.github.authenticode.process;

import org.jspecify.annotations.NullMarked;
