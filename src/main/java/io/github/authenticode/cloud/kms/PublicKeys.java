package io.github.authenticode.cloud.kms;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** Public keys as services send them: SubjectPublicKeyInfo (RFC 5280, 4.1.2.7), in base64 or PEM. */
public final class PublicKeys {
    private PublicKeys() {}

    /** Empty if it is no key of RSA, nor one on a curve that Java knows. */
    public static Optional<PublicKey> read(String text) {
        byte[] encoded;
        try {
            encoded = base64(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return read("RSA", encoded).or(() -> read("EC", encoded));
    }

    /**
     * The bytes of PEM, or of base64 alone.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static byte[] base64(String text) {
        return Base64.getDecoder()
                .decode(text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s+", ""));
    }

    private static Optional<PublicKey> read(String algorithm, byte[] encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // a key of another algorithm
        }
    }
}
