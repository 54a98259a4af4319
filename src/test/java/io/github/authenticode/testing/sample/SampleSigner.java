package io.github.authenticode.testing.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import net.jsign.AuthenticodeSigner;
import net.jsign.DigestAlgorithm;
import net.jsign.Signable;
import net.jsign.script.PowerShellXMLScript;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs with jsign and a self-signed throwaway key, without timestamp: for tests of how signatures are stored. */
public final class SampleSigner {
    private final KeyPair keys;
    private final X509Certificate certificate;

    private SampleSigner(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** A new key; the certificate is valid from 2026 to 2046 and may sign code only. */
    public static SampleSigner withSubject(String subject) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name(subject);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(4711),
                Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                Date.from(Instant.parse("2046-01-01T00:00:00Z")),
                name,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
        return new SampleSigner(
                keys,
                new JcaX509CertificateConverter()
                        .getCertificate(
                                builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Adds a signature with the digest, named as jsign names it: {@code SHA256}. */
    public void sign(Path file, DigestAlgorithm digest) throws Exception {
        // with this encoding jsign decodes scripts as Windows does; without any it takes all of them for UTF-8
        try (Signable signable = signable(file)) {
            new AuthenticodeSigner(new Certificate[] {certificate}, keys.getPrivate())
                    .withDigestAlgorithm(digest)
                    .withTimestamping(false)
                    .sign(signable);
        }
    }

    static Signable signable(Path file) throws Exception {
        String name = file.toString();
        // which are XML of PowerShell too; jsign does not know their names
        return name.endsWith(".cdxml") || name.endsWith(".psc1")
                ? new PowerShellXMLScript(file.toFile(), UTF_8)
                : Signable.of(file.toFile(), UTF_8);
    }

    /** Writes the certificate as PEM. */
    public Path writeCertificate(Path file) throws Exception {
        return Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    /** Writes the private key as PEM, not encrypted. */
    public Path writeKey(Path file) throws Exception {
        return Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    /** Adds a SHA-256 signature. */
    public void sign(Path file) throws Exception {
        sign(file, DigestAlgorithm.SHA256);
    }
}
