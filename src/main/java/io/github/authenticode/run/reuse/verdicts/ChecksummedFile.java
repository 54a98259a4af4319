package io.github.authenticode.run.reuse.verdicts;

import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.run.staging.Leftovers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The memory of accepted files in a file of its own, with a digest of it and of the conditions under which it counts:
 * what was written under others is as good as damaged.
 */
final class ChecksummedFile {
    private static final int DIGEST = 32;

    private final Path file;
    private final byte[] conditions;

    /** @param conditions digest, hexadecimal */
    ChecksummedFile(Path folder, String conditions) {
        this.file = folder.resolve("accepted-" + conditions.substring(0, 32));
        this.conditions = conditions.getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty also if it is damaged, or cannot be read. */
    Optional<AcceptedFiles> read() throws InterruptedException {
        try {
            return content();
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return Optional.empty();
        }
    }

    private Optional<AcceptedFiles> content() throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        int end = bytes.length - DIGEST;
        if (end < 0
                || !MessageDigest.isEqual(
                        digest(Arrays.copyOf(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length))) {
            return Optional.empty();
        }
        try {
            return Optional.of(AcceptedFiles.decoded(Arrays.copyOf(bytes, end)));
        } catch (RuntimeException e) {
            return Optional.empty(); // a good digest of what no run has written
        }
    }

    /**
     * Writes in one step, in the place of what was written before.
     *
     * @param next what to write, told what is there
     */
    void write(Function<Optional<AcceptedFiles>, AcceptedFiles> next) throws IOException {
        byte[] content = next.apply(content()).encoded();
        byte[] bytes = Arrays.copyOf(content, content.length + DIGEST);
        System.arraycopy(digest(content), 0, bytes, content.length, DIGEST);
        Path temporary = file.resolveSibling("accepted-" + UUID.randomUUID() + ".new");
        try {
            FileOperations.REAL.create(temporary, bytes);
            FileOperations.REAL.move(temporary, file);
        } finally {
            Leftovers.removeIfPossible(() -> Files.deleteIfExists(temporary));
        }
    }

    private byte[] digest(byte[] content) {
        byte[] all = Arrays.copyOf(conditions, conditions.length + content.length);
        System.arraycopy(content, 0, all, conditions.length, content.length);
        return Fingerprint.digest(all);
    }
}
