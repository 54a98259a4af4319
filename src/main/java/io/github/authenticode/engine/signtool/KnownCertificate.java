package io.github.authenticode.engine.signtool;

import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The certificate that signtool will sign with, where the identity names it by a file that anyone may read. */
final class KnownCertificate {
    private KnownCertificate() {}

    /** Empty where only signtool can tell, and for a file that Java cannot read though signtool may. */
    static Optional<X509Certificate> of(Identity identity) {
        if (!(identity instanceof KeyContainerIdentity key)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(key.certificateFile())) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            return certificate instanceof X509Certificate x509 ? Optional.of(x509) : Optional.empty();
        } catch (IOException | CertificateException e) {
            return Optional.empty();
        }
    }
}
