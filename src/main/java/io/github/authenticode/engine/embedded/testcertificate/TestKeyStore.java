package io.github.authenticode.engine.embedded.testcertificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.authenticode.engine.embedded.keys.KeySource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a {@link TestAuthority} in one PKCS#12 file: one file cannot be half there. Its password is no secret;
 * the permissions of the folder protect the keys, as they do an SSH key without passphrase.
 */
final class TestKeyStore {
    private static final String PASSWORD = "not-a-secret";
    private static final String ROOT = "root";
    private static final String SIGNER = "signer";
    private static final String TIMESTAMP = "timestamp";

    private final Path file;

    TestKeyStore(Path file) {
        this.file = file;
    }

    /** The file is there and is not what this class writes. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        private DamagedException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The stored keys; empty if there is no file yet. */
    Optional<TestKeys> load() throws IOException, GeneralSecurityException, DamagedException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(bytes), PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new DamagedException(file.getFileName() + " cannot be read", e);
        }
        return Optional.of(new TestKeys(entry(store, ROOT), entry(store, SIGNER), entry(store, TIMESTAMP)));
    }

    private KeySource entry(KeyStore store, String alias) throws GeneralSecurityException, DamagedException {
        Certificate[] chain = store.getCertificateChain(alias);
        if (chain != null && store.getKey(alias, PASSWORD.toCharArray()) instanceof PrivateKey key) {
            return new KeySource(
                    key, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
        }
        throw new DamagedException(file.getFileName() + " lacks the key '" + alias + "'", null);
    }

    void save(TestKeys keys) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            put(store, ROOT, keys.root());
            put(store, SIGNER, keys.signer());
            put(store, TIMESTAMP, keys.timestamp());
            store.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK writes PKCS#12", e);
        }
        replace(file, out.toByteArray());
    }

    private static void put(KeyStore store, String alias, KeySource source) throws GeneralSecurityException {
        List<X509Certificate> chain = source.chain();
        store.setKeyEntry(alias, source.key(), PASSWORD.toCharArray(), chain.toArray(new Certificate[0]));
    }

    /** Writes a certificate as PEM, unless the file already holds it. */
    static void savePem(Path file, X509Certificate certificate) throws IOException {
        byte[] pem;
        try {
            pem = ("-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                            + "\n-----END CERTIFICATE-----\n")
                    .getBytes(US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificate was made by encoding it", e);
        }
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), pem)) {
            replace(file, pem);
        }
    }

    /** A temporary file is readable by its owner only on POSIX systems, and keeps that when it is moved. */
    private static void replace(Path file, byte[] content) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(parent, "new-", ".tmp");
        try {
            Files.write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
