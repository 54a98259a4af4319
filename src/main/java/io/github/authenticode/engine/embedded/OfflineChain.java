package io.github.authenticode.engine.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A chain that jsign takes for complete. Where the issuer of the last certificate is missing, jsign downloads it from the
 * address in the certificate, for each file, without a time limit, and prints a stack trace if that fails
 * (net.jsign.CertificateUtils, 7.4). It leaves self-signed certificates out of the signature, so a stand-in of the
 * issuer's name, which never leaves this JVM, keeps it from the network and changes nothing else.
 */
final class OfflineChain {
    private OfflineChain() {}

    static Certificate[] of(List<X509Certificate> chain) {
        List<Certificate> complete = new ArrayList<>(chain);
        X509Certificate last = chain.get(chain.size() - 1);
        if (!last.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
            complete.add(standInIssuer(last));
        }
        return complete.toArray(new Certificate[0]);
    }

    private static Certificate standInIssuer(X509Certificate child) {
        try {
            X500Name name = X500Name.getInstance(child.getIssuerX500Principal().getEncoded());
            KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
            byte[] certificate = new JcaX509v1CertificateBuilder(
                            name, BigInteger.ONE, child.getNotBefore(), child.getNotAfter(), name, keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("Every JDK makes EC keys and self-signed certificates", e);
        }
    }
}
