/** Mutants of signed files against the verifier, as strangers' files would meet it: through its public entry only. */
@org.jspecify.annotations.NullMarked
package io.github.authenticode.fuzz;
