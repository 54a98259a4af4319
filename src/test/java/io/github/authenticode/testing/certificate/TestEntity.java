package io.github.authenticode.testing.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A holder of a key and a certificate.
 *
 * @param issuers from the direct issuer up to the root; empty for a self-signed certificate
 */
public record TestEntity(PrivateKey key, X509Certificate certificate, List<X509Certificate> issuers) {
    public TestEntity {
        issuers = List.copyOf(issuers);
    }

    /** The certificate, then its issuers, the root included. */
    public List<X509Certificate> chain() {
        List<X509Certificate> chain = new ArrayList<>(issuers);
        chain.add(0, certificate);
        return chain;
    }
}
