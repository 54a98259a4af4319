package io.github.authenticode.engine.embedded.testcertificate;

import io.github.authenticode.engine.embedded.keys.KeySource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The issuer of the certificates of a {@link TestAuthority}. Every subject says what it is, since reports and Windows
 * show it.
 */
final class TestIssuer {
    private static final int ROOT_BITS = 3072;

    /** What Windows demands at least; more would double the time of every signature. */
    private static final int LEAF_BITS = 2048;

    private static final int SERIAL_BITS = 127;
    private static final String ORGANIZATION = ", O=authenticode-maven-plugin";

    /** Certificates start in the past: the clock of the machine that verifies may lag behind. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private static final Duration ROOT_LIFE = Duration.ofDays(3652);
    private static final Duration SIGNER_LIFE = Duration.ofDays(365);

    /** Timestamps outlive the signer, as real ones do. */
    private static final Duration TIMESTAMP_LIFE = Duration.ofDays(1826);

    private TestIssuer() {}

    private record Request(String commonName, Instant now, Duration life, List<Use> uses) {
        X500Principal subject() {
            return new X500Principal("CN=" + commonName + ORGANIZATION);
        }
    }

    private record Use(ASN1ObjectIdentifier extension, boolean critical, ASN1Encodable value) {}

    static KeySource root(Instant now) {
        return issue(
                new Request(
                        "TEST CERTIFICATE root - never trust",
                        now,
                        ROOT_LIFE,
                        List.of(
                                new Use(Extension.basicConstraints, true, new BasicConstraints(0)),
                                new Use(
                                        Extension.keyUsage,
                                        true,
                                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)))),
                Optional.empty());
    }

    static KeySource signer(KeySource root, Instant now) {
        return issue(
                new Request("TEST CERTIFICATE", now, SIGNER_LIFE, uses(KeyPurposeId.id_kp_codeSigning, false)),
                Optional.of(root));
    }

    static KeySource timestamp(KeySource root, Instant now) {
        return issue(
                new Request(
                        "TEST CERTIFICATE timestamp authority",
                        now,
                        TIMESTAMP_LIFE,
                        uses(KeyPurposeId.id_kp_timeStamping, true)), // RFC 3161, section 2.3: critical, and alone
                Optional.of(root));
    }

    private static List<Use> uses(KeyPurposeId purpose, boolean critical) {
        return List.of(
                new Use(Extension.basicConstraints, true, new BasicConstraints(false)),
                new Use(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)),
                new Use(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purpose)));
    }

    private static KeySource issue(Request request, Optional<KeySource> issuer) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(issuer.isPresent() ? LEAF_BITS : ROOT_BITS);
            KeyPair keys = generator.generateKeyPair();
            X509v3CertificateBuilder builder = builder(request, keys.getPublic(), issuer.map(KeySource::certificate));
            PrivateKey signingKey = issuer.map(KeySource::key).orElse(keys.getPrivate());
            byte[] encoded = builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(signingKey))
                    .getEncoded();
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            return new KeySource(
                    keys.getPrivate(),
                    issuer.map(i -> List.of(certificate, i.certificate())).orElse(List.of(certificate)));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("Every JDK makes RSA keys and signs with them", e);
        }
    }

    private static X509v3CertificateBuilder builder(Request request, PublicKey key, Optional<X509Certificate> issuer)
            throws GeneralSecurityException, IOException {
        Date end = Date.from(request.now().plus(request.life()));
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer.map(X509Certificate::getSubjectX500Principal).orElse(request.subject()),
                new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1),
                Date.from(request.now().minus(CLOCK_SKEW)),
                issuer.map(X509Certificate::getNotAfter).filter(end::after).orElse(end),
                request.subject(),
                key);
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                identifiers.createAuthorityKeyIdentifier(
                        issuer.map(X509Certificate::getPublicKey).orElse(key)));
        for (Use use : request.uses()) {
            builder.addExtension(use.extension(), use.critical(), use.value());
        }
        return builder;
    }
}
