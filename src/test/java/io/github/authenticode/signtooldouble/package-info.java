/**
 * A stand-in for signtool.exe, for machines that have none: the same command line, words, streams and exit codes as
 * signtool 10.0.26100, and real signatures. {@code SigntoolDoubleReplayTest} holds it against recorded runs of the
 * genuine program.
 */
@NullMarked
package io.github.authenticode.signtooldouble;

import org.jspecify.annotations.NullMarked;
