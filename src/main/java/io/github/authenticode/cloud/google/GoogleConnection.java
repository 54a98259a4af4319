package io.github.authenticode.cloud.google;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.kms.KmsKey;
import io.github.authenticode.cloud.service.BearerToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.http.BoundedExchange;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.plan.identity.GoogleKmsIdentity;
import java.security.cert.X509Certificate;
import java.util.List;

/** The way to Google Cloud for as long as one execution lasts. */
public final class GoogleConnection implements AutoCloseable {
    private final CloudSettings settings;
    private final BoundedExchange http;
    private final BoundedExchange direct;

    /** Opens what requests need. Nothing is sent before the first of them. */
    public GoogleConnection(CloudSettings settings) {
        this.settings = settings;
        this.http = new BoundedExchange(HttpLimits.DEFAULT, settings.proxies(), settings.trust());
        this.direct = new BoundedExchange(HttpLimits.DEFAULT, ProxyRoutes.DIRECT, settings.trust());
    }

    /**
     * The key, which has told its public key.
     *
     * @param given the certificates of the file
     * @throws CloudException if it cannot sign
     */
    public KmsKey key(GoogleKmsIdentity identity, List<X509Certificate> given)
            throws CloudException, InterruptedException {
        BuildMemory memory = settings.memory();
        TokenCache tokens = new TokenCache(
                memory.token("google", identity.credentialsFile()),
                new GoogleTokens(identity.credentialsFile(), settings, http, direct),
                settings.clock());
        return KmsKey.open(
                new GoogleKms(identity),
                given,
                new BearerToken(tokens),
                http,
                memory.pace(identity),
                memory.chain(identity));
    }

    @Override
    public void close() {
        http.close();
        direct.close();
    }
}
