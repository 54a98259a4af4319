package io.github.authenticode.testing.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes one certificate, good unless told otherwise: valid throughout 2026, for code signing, with a P-256 key. */
public final class TestCertificate {
    private final String subject;
    private Optional<TestEntity> issuer = Optional.empty();
    private Instant notBefore = Instant.parse("2026-01-01T00:00:00Z");
    private Instant notAfter = Instant.parse("2027-01-01T00:00:00Z");
    private BigInteger serialNumber = new BigInteger(64, ThreadLocalRandom.current()).setBit(62);
    private Optional<KeyPair> keys = Optional.empty();
    private Optional<String> signatureAlgorithm = Optional.empty();
    private final Map<ASN1ObjectIdentifier, Extra> extensions = new LinkedHashMap<>();

    private record Extra(boolean critical, ASN1Encodable value) {}

    private TestCertificate(String subject) {
        this.subject = subject;
        extension(Extension.basicConstraints, true, new BasicConstraints(false));
        extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        purposes(false, KeyPurposeId.id_kp_codeSigning);
    }

    /**
     * @param subject a distinguished name in the order of the certificate, biggest part first: {@code C=DE, CN=Example}
     */
    public static TestCertificate of(String subject) {
        return new TestCertificate(subject);
    }

    public TestCertificate issuedBy(TestEntity authority) {
        issuer = Optional.of(authority);
        return this;
    }

    public TestCertificate validity(String from, String to) {
        notBefore = Instant.parse(from);
        notAfter = Instant.parse(to);
        return this;
    }

    public TestCertificate serialNumber(long number) {
        serialNumber = BigInteger.valueOf(number);
        return this;
    }

    public TestCertificate keys(KeyPair pair) {
        keys = Optional.of(pair);
        return this;
    }

    /** How the issuer signs, in JCA terms; by default SHA-256 with whatever key it has. */
    public TestCertificate signedWith(String algorithm) {
        signatureAlgorithm = Optional.of(algorithm);
        return this;
    }

    /** Replaces the extended key usage; none leaves the extension out. */
    public TestCertificate purposes(boolean critical, KeyPurposeId... purposes) {
        extensions.remove(Extension.extendedKeyUsage);
        return purposes.length == 0
                ? this
                : extension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purposes));
    }

    public TestCertificate keyUsage(int bits) {
        return extension(Extension.keyUsage, true, new KeyUsage(bits));
    }

    public TestCertificate without(ASN1ObjectIdentifier extension) {
        extensions.remove(extension);
        return this;
    }

    /** An authority without restriction of purpose, below which that many other authorities may stand. */
    public TestCertificate authority(int pathLength) {
        keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        return purposes(false).extension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
    }

    public TestCertificate extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        extensions.put(oid, new Extra(critical, value));
        return this;
    }

    public static KeyPair keyPair(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    public TestEntity make() throws GeneralSecurityException {
        KeyPair pair = keys.isPresent() ? keys.get() : keyPair("EC", 256);
        X500Name name = new X500Name(subject);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer.map(TestCertificate::name).orElse(name),
                serialNumber,
                Date.from(notBefore),
                Date.from(notAfter),
                name,
                pair.getPublic());
        PrivateKey issuerKey = issuer.map(TestEntity::key).orElse(pair.getPrivate());
        try {
            for (Map.Entry<ASN1ObjectIdentifier, Extra> extension : extensions.entrySet()) {
                builder.addExtension(
                        extension.getKey(),
                        extension.getValue().critical(),
                        extension.getValue().value());
            }
            String algorithm = signatureAlgorithm.orElse(
                    issuerKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKey)));
            return new TestEntity(
                    pair.getPrivate(),
                    certificate,
                    issuer.map(TestEntity::chain).orElse(List.of()));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static X500Name name(TestEntity entity) {
        return X500Name.getInstance(
                entity.certificate().getSubjectX500Principal().getEncoded());
    }
}
