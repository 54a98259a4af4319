package io.github.authenticode.cloud.credential.entra;

import io.github.authenticode.pem.PemBlocks;
import io.github.authenticode.pem.PemPrivateKey;
import io.github.authenticode.pem.WrongPasswordException;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** An RSA key and certificates as PEM blocks in one file, in any order; the key plain or encrypted. */
final class PemPair {
    private PemPair() {}

    static ClientCertificateFile.Content read(String text, Optional<Secret> password)
            throws IOException, GeneralSecurityException {
        List<Object> blocks = PemBlocks.read(text);
        PemPrivateKey key = PemPrivateKey.find(blocks).orElseThrow(() -> new IOException("no private key block"));
        if (key.isEncrypted() && password.isEmpty()) {
            throw new IOException("the key is encrypted, and no password is given");
        }
        return new ClientCertificateFile.Content(rsa(opened(key, password)), PemBlocks.certificates(blocks));
    }

    private static PrivateKeyInfo opened(PemPrivateKey key, Optional<Secret> password) throws IOException {
        try {
            return key.open(password.orElse(Secret.of("")));
        } catch (WrongPasswordException e) {
            throw new IOException("the key's password is wrong", e);
        }
    }

    static PrivateKey rsa(PrivateKeyInfo key) throws IOException, GeneralSecurityException {
        if (!key.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            throw new IOException("its key is not RSA");
        }
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }
}
