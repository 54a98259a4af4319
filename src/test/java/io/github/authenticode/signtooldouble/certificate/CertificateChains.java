package io.github.authenticode.signtooldouble.certificate;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds issuers by name only: the double judges no signature of a certificate, since its stores hold what a test put
 * there.
 */
public final class CertificateChains {
    private CertificateChains() {}

    /** From the certificate up to a self-signed one, or as far as the issuers are known. */
    public static List<X509Certificate> build(X509Certificate leaf, Collection<X509Certificate> known) {
        List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
        Optional<X509Certificate> issuer = issuer(leaf, known);
        while (issuer.isPresent() && !chain.contains(issuer.get())) {
            chain.add(issuer.get());
            issuer = issuer(issuer.get(), known);
        }
        return chain;
    }

    private static Optional<X509Certificate> issuer(X509Certificate certificate, Collection<X509Certificate> known) {
        return known.stream()
                .filter(k -> k.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .findFirst();
    }
}
