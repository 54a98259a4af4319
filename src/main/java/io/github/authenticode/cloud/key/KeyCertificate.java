package io.github.authenticode.cloud.key;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key as its service names it, and the certificate that belongs to it.
 *
 * @param keyId by which a signature is asked for; of one version of the key, where it has versions
 * @param chain the signing certificate first, each followed by its issuer, as far as they are at hand
 */
public record KeyCertificate(String keyId, List<X509Certificate> chain) {
    public KeyCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("A key needs its certificate");
        }
    }

    /** The one that signs. */
    public X509Certificate signer() {
        return chain.get(0);
    }
}
