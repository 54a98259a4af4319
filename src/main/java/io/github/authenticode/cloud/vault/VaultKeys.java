package io.github.authenticode.cloud.vault;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.CloudExchanges;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.kms.KmsKey;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.plan.identity.HashicorpVaultIdentity;
import java.security.cert.X509Certificate;
import java.util.List;

/** The opener of keys in HashiCorp Vault's transit engine. */
public final class VaultKeys {
    private VaultKeys() {}

    /**
     * The key, which has told its public key.
     *
     * @param given the certificates of the file
     * @param exchanges open for as long as the key is in use
     * @throws CloudException if it cannot sign
     */
    public static KmsKey open(
            HashicorpVaultIdentity identity,
            List<X509Certificate> given,
            CloudSettings settings,
            CloudExchanges exchanges)
            throws CloudException, InterruptedException {
        BuildMemory memory = settings.memory();
        TokenCache tokens = new TokenCache(
                memory.token(identity.address().toString(), identity.namespace(), identity.account()),
                new VaultTokens(identity, exchanges.proxied(), settings.clock()),
                settings.clock());
        return KmsKey.open(
                new VaultTransit(identity),
                given,
                new VaultSignIn(tokens),
                exchanges.proxied(),
                memory.pace(identity),
                memory.chain(identity));
    }
}
