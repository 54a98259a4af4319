/**
 * Entra's token endpoint: proofs of an application, and what refusals mean.
 */
@NullMarked
package io.github.authenticode.cloud.credential.entra;

import org.jspecify.annotations.NullMarked;
