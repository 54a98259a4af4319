package io.github.authenticode.signtooldouble.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root made for one test, and the certificates under it. */
public final class SampleAuthority {
    private final Instant now;
    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate root;
    private long serial = 1000;

    public SampleAuthority(String commonName, Instant now) throws Exception {
        this.now = now;
        this.name = new X500Name("CN=" + commonName);
        this.keys = newKeys();
        JcaX509v3CertificateBuilder builder = builder(name, now.plus(7300, ChronoUnit.DAYS), keys);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        this.root = sign(builder);
    }

    public X509Certificate root() {
        return root;
    }

    /** The root itself as a signer that nobody trusts. */
    public SigningKey rootKey() {
        return new SigningKey(keys.getPrivate(), List.of(root));
    }

    /** A key whose chain ends at the root. */
    public SigningKey issue(String commonName, KeyPurposeId purpose, Instant expires) throws Exception {
        KeyPair own = newKeys();
        JcaX509v3CertificateBuilder builder = builder(new X500Name("CN=" + commonName + ",O=Test,C=FI"), expires, own);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        boolean critical = purpose.equals(KeyPurposeId.id_kp_timeStamping);
        builder.addExtension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purpose));
        return new SigningKey(own.getPrivate(), List.of(sign(builder), root));
    }

    private JcaX509v3CertificateBuilder builder(X500Name subject, Instant expires, KeyPair own) {
        return new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(serial++),
                Date.from(now.minus(2, ChronoUnit.DAYS)),
                Date.from(expires),
                subject,
                own.getPublic());
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder)
            throws OperatorCreationException, GeneralSecurityException, IOException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
