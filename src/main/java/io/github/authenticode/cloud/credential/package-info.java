/** The ways to a token of Entra: one class for each kind of credential, and the chain that tries them in turn. */
@org.jspecify.annotations.NullMarked
package io.github.authenticode.cloud.credential;
