package io.github.authenticode.cloud.key;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the service gives for one digest. The certificate is of that moment: it lives three days, and a new one comes
 * each day.
 *
 * @param signature RSA, PKCS#1 v1.5
 * @param chain the signing certificate first, each followed by its issuer
 * @param operationId by which the service's log knows it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignedDigest(byte[] signature, List<X509Certificate> chain, String operationId) {
    public SignedDigest {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("A signature needs its certificate");
        }
    }
}
