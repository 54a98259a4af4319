package io.github.authenticode.cloud.credential;

import io.github.authenticode.plan.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** A private key and certificates as PEM blocks in one file, in any order; the key plain or encrypted. */
final class PemPair {
    private PemPair() {}

    static ClientCertificateFile.Content read(String text, Optional<Secret> password)
            throws IOException, GeneralSecurityException {
        PrivateKeyInfo key = null;
        List<X509Certificate> certificates = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                if (block instanceof X509CertificateHolder certificate) {
                    certificates.add(new JcaX509CertificateConverter().getCertificate(certificate));
                } else if (key == null) {
                    key = key(block, password).orElse(null);
                }
            }
        }
        if (key == null) {
            throw new IOException("no private key block");
        }
        return new ClientCertificateFile.Content(rsa(key), certificates);
    }

    private static Optional<PrivateKeyInfo> key(Object block, Optional<Secret> password) throws IOException {
        if (block instanceof PrivateKeyInfo plain) {
            return Optional.of(plain);
        }
        if (block instanceof PEMKeyPair pair) {
            return Optional.of(pair.getPrivateKeyInfo());
        }
        if (!(block instanceof PKCS8EncryptedPrivateKeyInfo || block instanceof PEMEncryptedKeyPair)) {
            return Optional.empty();
        }
        if (password.isEmpty()) {
            throw new IOException("the key is encrypted, and no password is given");
        }
        return Optional.of(decrypted(block, password.get().reveal().toCharArray()));
    }

    private static PrivateKeyInfo decrypted(Object block, char[] password) throws IOException {
        // By instance: the provider is never registered with the JVM.
        BouncyCastleProvider provider = new BouncyCastleProvider();
        try {
            if (block instanceof PEMEncryptedKeyPair traditional) {
                return traditional
                        .decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                                .setProvider(provider)
                                .build(password))
                        .getPrivateKeyInfo();
            }
            return ((PKCS8EncryptedPrivateKeyInfo) block)
                    .decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                            .setProvider(provider)
                            .build(password));
        } catch (IOException | OperatorCreationException | PKCSException | RuntimeException e) {
            throw new IOException("the key's password is wrong", e);
        }
    }

    private static PrivateKey rsa(PrivateKeyInfo key) throws IOException, GeneralSecurityException {
        if (!key.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            throw new IOException("its key is not RSA");
        }
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }
}
