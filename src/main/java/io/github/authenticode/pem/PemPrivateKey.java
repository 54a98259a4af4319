package io.github.authenticode.pem;

import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A private key among the blocks of a PEM text: PKCS#8 ({@code PRIVATE KEY}, RFC 5958) or OpenSSL's traditional form
 * ({@code RSA PRIVATE KEY}, {@code EC PRIVATE KEY}), plain or encrypted.
 */
public final class PemPrivateKey {
    private final Object block;

    private PemPrivateKey(Object block) {
        this.block = block;
    }

    /** The first one. */
    public static Optional<PemPrivateKey> find(List<Object> blocks) {
        return blocks.stream()
                .filter(b -> b instanceof PrivateKeyInfo || b instanceof PEMKeyPair || isEncrypted(b))
                .findFirst()
                .map(PemPrivateKey::new);
    }

    /** Whether it takes a password. */
    public boolean isEncrypted() {
        return isEncrypted(block);
    }

    private static boolean isEncrypted(Object block) {
        return block instanceof PKCS8EncryptedPrivateKeyInfo || block instanceof PEMEncryptedKeyPair;
    }

    /**
     * The key itself.
     *
     * @param password not looked at for a plain key
     * @throws WrongPasswordException if the password is wrong. Neither form has a check value: that shows as bad
     * padding, or as bytes that are no key
     * @throws IOException if no password would open it
     */
    public PrivateKeyInfo open(Secret password) throws IOException {
        if (block instanceof PrivateKeyInfo plain) {
            return plain;
        }
        if (block instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        }
        if (block instanceof PKCS8EncryptedPrivateKeyInfo pkcs8 && isScrypt(pkcs8)) {
            return Passwords.opening(Optional.of(password), pkcs8::decryptPrivateKeyInfo);
        }
        // By instance: the provider is never registered with the JVM.
        BouncyCastleProvider provider = new BouncyCastleProvider();
        char[] chars = Passwords.forms(Optional.of(password)).get(0);
        try {
            if (block instanceof PEMEncryptedKeyPair traditional) {
                return traditional
                        .decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                                .setProvider(provider)
                                .build(chars))
                        .getPrivateKeyInfo();
            }
            return ((PKCS8EncryptedPrivateKeyInfo) block)
                    .decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                            .setProvider(provider)
                            .build(chars));
        } catch (IOException | OperatorCreationException | PKCSException | RuntimeException e) {
            throw Passwords.refusal(e);
        }
    }

    /** RFC 7914; {@code openssl pkcs8 -topk8 -scrypt} writes it. */
    private static boolean isScrypt(PKCS8EncryptedPrivateKeyInfo key) {
        AlgorithmIdentifier encryption =
                EncryptedPrivateKeyInfo.getInstance(key.toASN1Structure()).getEncryptionAlgorithm();
        return encryption.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)
                && PBES2Parameters.getInstance(encryption.getParameters())
                        .getKeyDerivationFunc()
                        .getAlgorithm()
                        .equals(MiscObjectIdentifiers.id_scrypt);
    }
}
