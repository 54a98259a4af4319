package io.github.authenticode.verify.online.revocation;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * The issuer of a certificate.
 *
 * @param certificate absent for a root that is known by its key alone
 */
public record Issuer(X500Principal name, PublicKey key, Optional<X509Certificate> certificate) {
    private static final int CRL_SIGN = 6;

    public static Issuer of(X509Certificate certificate) {
        return new Issuer(certificate.getSubjectX500Principal(), certificate.getPublicKey(), Optional.of(certificate));
    }

    /** Whether its key usage, where it has any, lets it sign revocation lists. */
    boolean maySignLists() {
        return certificate
                .map(X509Certificate::getKeyUsage)
                .map(usage -> usage[CRL_SIGN])
                .orElse(true);
    }
}
