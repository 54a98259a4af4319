package io.github.authenticode.cloud.aws;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.kms.KmsKey;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.http.BoundedExchange;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.plan.identity.AwsKmsIdentity;
import java.security.cert.X509Certificate;
import java.util.List;

/** The way to AWS for as long as one execution lasts. */
public final class AwsConnection implements AutoCloseable {
    private final CloudSettings settings;
    private final BoundedExchange http;
    private final BoundedExchange direct;

    /** Opens what requests need. Nothing is sent before the first of them. */
    public AwsConnection(CloudSettings settings) {
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
    public KmsKey key(AwsKmsIdentity identity, List<X509Certificate> given)
            throws CloudException, InterruptedException {
        BuildMemory memory = settings.memory();
        TokenCache credentials = new TokenCache(
                memory.token("aws", identity.account()),
                new AwsCredentialChain(identity.account(), settings, direct),
                settings.clock());
        AwsSignature signature = new AwsSignature(identity.region(), "kms");
        return KmsKey.open(
                new AwsKms(identity),
                given,
                new AwsSignIn(credentials, signature, settings.clock()),
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
