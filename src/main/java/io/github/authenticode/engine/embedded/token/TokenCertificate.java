package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.engine.embedded.token.child.Line;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A certificate on a token.
 *
 * @param id ties it to its key (CKA_ID), in hexadecimal; may be empty
 */
record TokenCertificate(long slot, String label, String id, X509Certificate certificate) {

    /** Empty for an object that is no X.509 certificate. */
    static Optional<TokenCertificate> of(Line line) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(line.bytes(3)));
            return Optional.of(new TokenCertificate(
                    line.number(0), line.text(1), HexFormat.of().formatHex(line.bytes(2)), certificate));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    String thumbprint() {
        return thumbprint(certificate);
    }

    /** SHA-1 in upper-case hexadecimal digits. */
    static String thumbprint(X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
