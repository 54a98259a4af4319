package io.github.authenticode.engine.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Certificates that take the place of others where jsign wants one; they never leave this JVM, and their keys are
 * thrown away.
 */
final class PlaceholderCertificates {
    private PlaceholderCertificates() {}

    /** Of the issuer of a certificate, which is not at hand. */
    static X509Certificate issuerOf(X509Certificate child) {
        return certificate(
                X500Name.getInstance(child.getIssuerX500Principal().getEncoded()),
                child.getNotBefore(),
                child.getNotAfter());
    }

    /** Of the signer, as long as nobody knows who that will be. */
    static X509Certificate signer() {
        return certificate(new X500Name("CN=Not known yet"), Date.from(Instant.EPOCH), Date.from(Instant.EPOCH));
    }

    private static X509Certificate certificate(X500Name name, Date from, Date to) {
        try {
            KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
            byte[] certificate = new JcaX509v1CertificateBuilder(name, BigInteger.ONE, from, to, name, keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("Every JDK makes EC keys and self-signed certificates", e);
        }
    }
}
