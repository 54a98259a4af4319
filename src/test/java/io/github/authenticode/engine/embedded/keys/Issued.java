package io.github.authenticode.engine.embedded.keys;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate made for a test, with its key and the chain above it. */
public record Issued(PrivateKey key, List<X509Certificate> chain) {
    private static final AtomicLong SERIALS = new AtomicLong(1);

    public X509Certificate certificate() {
        return chain.get(0);
    }

    public KeySource source() {
        return new KeySource(key, chain);
    }

    public static KeyPair keys(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    public static Issued root(String name) throws Exception {
        KeyPair keys = keys("RSA", 2048);
        X509v3CertificateBuilder builder = builder(name, name, keys)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        return new Issued(keys.getPrivate(), List.of(signed(builder, keys.getPrivate())));
    }

    public Issued intermediate(String name) throws Exception {
        KeyPair keys = keys("RSA", 2048);
        X509v3CertificateBuilder builder = builder(issuerName(), name, keys)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        return below(keys, builder);
    }

    public Issued signer(String name, KeyPair keys) throws Exception {
        return signer(name, keys, Optional.empty());
    }

    /** A code-signing certificate that says where its issuer's certificate can be downloaded. */
    public Issued signer(String name, KeyPair keys, Optional<String> issuerUrl) throws Exception {
        X509v3CertificateBuilder builder = builder(issuerName(), name, keys)
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
        if (issuerUrl.isPresent()) {
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(
                            AccessDescription.id_ad_caIssuers,
                            new GeneralName(GeneralName.uniformResourceIdentifier, issuerUrl.get())));
        }
        return below(keys, builder);
    }

    /** A certificate for these purposes, with a critical extended key usage as timestamping wants it. */
    public Issued holder(String name, KeyPurposeId... purposes) throws Exception {
        KeyPair keys = keys("RSA", 2048);
        return below(
                keys,
                builder(issuerName(), name, keys)
                        .addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purposes)));
    }

    private String issuerName() {
        return certificate().getSubjectX500Principal().getName();
    }

    private Issued below(KeyPair keys, X509v3CertificateBuilder builder) throws Exception {
        List<X509Certificate> path = new ArrayList<>(chain);
        path.add(0, signed(builder, key));
        return new Issued(keys.getPrivate(), List.copyOf(path));
    }

    /** DER of a certificate that the JDK may not be able to read. */
    static byte[] selfSigned(String name, KeyPair keys, Provider provider) throws Exception {
        return builder(name, name, keys)
                .build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .setProvider(provider)
                        .build(keys.getPrivate()))
                .getEncoded();
    }

    private static X509v3CertificateBuilder builder(String issuer, String subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.valueOf(SERIALS.getAndIncrement()),
                Date.from(now.minusSeconds(3600)),
                Date.from(now.plusSeconds(864_000)),
                new X500Name(subject),
                keys.getPublic());
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key) throws Exception {
        byte[] encoded = builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key))
                .getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }
}
