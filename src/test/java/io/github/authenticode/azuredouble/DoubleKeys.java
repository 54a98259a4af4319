package io.github.authenticode.azuredouble;

import io.github.authenticode.testing.certificate.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keys by name. An RSA key of 3072 bits takes half a second to make, and ten in a JVM without its best compiler, so
 * that all doubles have the same ones; they are kept beside the test classes, and {@code mvn clean} throws them away.
 */
final class DoubleKeys {
    private static final ConcurrentMap<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    private DoubleKeys() {}

    static KeyPair rsa(String name, int size) {
        return KEYS.computeIfAbsent(name + " " + size, n -> kept(n, "RSA", size));
    }

    static KeyPair elliptic(String name) {
        return KEYS.computeIfAbsent(name, n -> kept(n, "EC", 256));
    }

    private static KeyPair kept(String name, String algorithm, int size) {
        try {
            Path classes = Path.of(DoubleKeys.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path file = classes.resolveSibling("azure-double-keys").resolve(name.replace(' ', '-') + ".properties");
            if (!Files.exists(file)) {
                write(file, TestCertificate.keyPair(algorithm, size));
            }
            return read(file, KeyFactory.getInstance(algorithm));
        } catch (GeneralSecurityException | IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two JVMs may do it at once; the last one's key stays, and both read it whole. */
    private static void write(Path file, KeyPair keys) throws IOException {
        Properties texts = new Properties();
        texts.setProperty(
                "private", Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
        texts.setProperty(
                "public", Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
        Files.createDirectories(file.getParent());
        Path unfinished = Files.createTempFile(file.getParent(), "key", ".part");
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            texts.store(out, null);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static KeyPair read(Path file, KeyFactory factory) throws GeneralSecurityException, IOException {
        Properties texts = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            texts.load(in);
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(decoder.decode(texts.getProperty("public")))),
                factory.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(texts.getProperty("private")))));
    }
}
