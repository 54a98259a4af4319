/**
 * The judge of one file, from its bytes to its verdict. Shares no code with what signs, and reaches no network; lets
 * out the {@link io.github.authenticode.verify.Verifier}.
 */
@NullMarked
package io.github.authenticode.verify;

import org.jspecify.annotations.NullMarked;
