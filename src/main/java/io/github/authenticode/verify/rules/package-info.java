/**
 * The demands of a policy on a sound signature, one class a rule. The top of the verifier, below the judge.
 */
@NullMarked
package io.github.authenticode.verify.rules;

import org.jspecify.annotations.NullMarked;
