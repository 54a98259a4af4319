package io.github.authenticode.run.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The mark that tells one content of a file from another.
 *
 * @param size bytes
 * @param sha256 hexadecimal, lower case
 */
public record Fingerprint(long size, String sha256) {

    /**
     * @throws ClosedByInterruptException if this thread is interrupted: to read a large file to its end takes seconds
     */
    public static Fingerprint of(Path file) throws IOException {
        MessageDigest digest = sha256Digest();
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                throwIfInterrupted();
                digest.update(buffer, 0, read);
                size += read;
            }
        }
        return new Fingerprint(size, HexFormat.of().formatHex(digest.digest()));
    }

    private static void throwIfInterrupted() throws ClosedByInterruptException {
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
    }

    /** The content of the file; empty if it cannot be read, or is gone. */
    public static Optional<Fingerprint> ifReadable(Path file) throws InterruptedException {
        try {
            return Optional.of(of(file));
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return Optional.empty();
        }
    }

    /** SHA-256 of these bytes. */
    public static byte[] digest(byte[] bytes) {
        return sha256Digest().digest(bytes);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
