/**
 * Output of signtool: its texts, exit codes and HRESULTs, and what they mean. Streams come in; outcomes of files and
 * problems go out.
 */
@NullMarked
package io.github.authenticode.engine.signtool.output;

import org.jspecify.annotations.NullMarked;
