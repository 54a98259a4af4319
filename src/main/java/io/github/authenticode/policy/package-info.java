/** Reads what a policy states, from a pom or from a file. */
@org.jspecify.annotations.NullMarked
package io.github.authenticode.policy;
