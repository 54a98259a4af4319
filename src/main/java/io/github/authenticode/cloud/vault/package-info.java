/**
 * HashiCorp Vault's transit engine, and who signs in to Vault. Identities and surroundings of the build come in; a key
 * that signs goes out.
 */
@NullMarked
package io.github.authenticode.cloud.vault;

import org.jspecify.annotations.NullMarked;
