package io.github.authenticode.cloud.aws;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.CloudExchanges;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.kms.KmsKey;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.plan.identity.AwsKmsIdentity;
import java.security.cert.X509Certificate;
import java.util.List;

/** The opener of keys in AWS KMS. */
public final class AwsKeys {
    private AwsKeys() {}

    /**
     * The key, which has told its public key.
     *
     * @param given the certificates of the file
     * @param exchanges open for as long as the key is in use
     * @throws CloudException if it cannot sign
     */
    public static KmsKey open(
            AwsKmsIdentity identity, List<X509Certificate> given, CloudSettings settings, CloudExchanges exchanges)
            throws CloudException, InterruptedException {
        BuildMemory memory = settings.memory();
        TokenCache credentials = new TokenCache(
                memory.token("aws", identity.account()),
                new AwsCredentialChain(identity.account(), settings, exchanges.direct()),
                settings.clock());
        AwsSignature signature = new AwsSignature(identity.region(), "kms");
        return KmsKey.open(
                new AwsKms(identity),
                given,
                new AwsSignIn(credentials, signature, settings.clock()),
                exchanges.proxied(),
                memory.pace(identity),
                memory.chain(identity));
    }
}
