package io.github.authenticode.cloud.vault;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.kms.KmsKey;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.http.BoundedExchange;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.plan.identity.HashicorpVaultIdentity;
import java.security.cert.X509Certificate;
import java.util.List;

/** The way to HashiCorp Vault for as long as one execution lasts. */
public final class VaultConnection implements AutoCloseable {
    private final CloudSettings settings;
    private final BoundedExchange http;

    /** Opens what requests need. Nothing is sent before the first of them. */
    public VaultConnection(CloudSettings settings) {
        this.settings = settings;
        this.http = new BoundedExchange(HttpLimits.DEFAULT, settings.proxies(), settings.trust());
    }

    /**
     * The key, which has told its public key.
     *
     * @param given the certificates of the file
     * @throws CloudException if it cannot sign
     */
    public KmsKey key(HashicorpVaultIdentity identity, List<X509Certificate> given)
            throws CloudException, InterruptedException {
        BuildMemory memory = settings.memory();
        TokenCache tokens = new TokenCache(
                memory.token(identity.address().toString(), identity.namespace(), identity.account()),
                new VaultTokens(identity, http, settings.clock()),
                settings.clock());
        return KmsKey.open(
                new VaultTransit(identity),
                given,
                new VaultSignIn(tokens),
                http,
                memory.pace(identity),
                memory.chain(identity));
    }

    @Override
    public void close() {
        http.close();
    }
}
