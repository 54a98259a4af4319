/**
 * The client of Azure Key Vault and Managed HSM, and what their refusals mean. Lets out {@link
 * io.github.authenticode.cloud.key.RemoteKey}.
 */
@NullMarked
package io.github.authenticode.cloud.keyvault;

import org.jspecify.annotations.NullMarked;
