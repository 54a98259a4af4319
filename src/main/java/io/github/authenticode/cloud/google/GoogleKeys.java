package io.github.authenticode.cloud.google;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.CloudExchanges;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.kms.KmsKey;
import io.github.authenticode.cloud.service.BearerToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.plan.identity.GoogleKmsIdentity;
import java.security.cert.X509Certificate;
import java.util.List;

/** The opener of keys in Google Cloud KMS. */
public final class GoogleKeys {
    private GoogleKeys() {}

    /**
     * The key, which has told its public key.
     *
     * @param given the certificates of the file
     * @param exchanges open for as long as the key is in use
     * @throws CloudException if it cannot sign
     */
    public static KmsKey open(
            GoogleKmsIdentity identity, List<X509Certificate> given, CloudSettings settings, CloudExchanges exchanges)
            throws CloudException, InterruptedException {
        BuildMemory memory = settings.memory();
        TokenCache tokens = new TokenCache(
                memory.token("google", identity.credentialsFile()),
                new GoogleTokens(identity.credentialsFile(), settings, exchanges.proxied(), exchanges.direct()),
                settings.clock());
        return KmsKey.open(
                new GoogleKms(identity),
                given,
                new BearerToken(tokens),
                exchanges.proxied(),
                memory.pace(identity),
                memory.chain(identity));
    }
}
