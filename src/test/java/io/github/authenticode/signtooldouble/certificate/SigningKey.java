package io.github.authenticode.signtooldouble.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A private key and its certificates, the signer's first. */
public record SigningKey(PrivateKey key, List<X509Certificate> chain) {

    /**
     * The first key of a PKCS#12 file; empty if it holds none. A wrong password and a file of another kind are both
     * IOExceptions.
     */
    public static Optional<SigningKey> read(Path pkcs12, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(pkcs12)) {
            store.load(in, password);
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password) instanceof PrivateKey key) {
                Certificate[] chain = store.getCertificateChain(alias);
                return Optional.of(new SigningKey(
                        key,
                        Arrays.stream(chain).map(X509Certificate.class::cast).toList()));
            }
        }
        return Optional.empty();
    }

    public SigningKey withChain(List<X509Certificate> other) {
        return new SigningKey(key, other);
    }
}
