package io.github.authenticode.run.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A hidden temporary file beside a target file. Needed where the work folder is on another file system, since only a
 * move within one file system is atomic. Locked while it is written, so that other processes let it be.
 */
final class CollocatedTempFile implements Closeable {
    private static final String PREFIX = ".authenticode-";
    private static final String SUFFIX = ".tmp";
    private static final Pattern NAME =
            Pattern.compile(Pattern.quote(PREFIX) + ProcessMark.PATTERN + "-[0-9]+" + Pattern.quote(SUFFIX));

    private final Path path;

    private CollocatedTempFile(Path path) {
        this.path = path;
    }

    /** Copies the content of {@code source} to a new file beside {@code target}. */
    static CollocatedTempFile holding(Path source, Path target, FileOperations disk) throws IOException {
        for (int tries = 0; tries < 10; tries++) {
            Path path = Files.createTempFile(target.getParent(), PREFIX + ProcessMark.own() + "-", SUFFIX);
            CollocatedTempFile sibling = new CollocatedTempFile(path);
            try (LivenessLock livenessLock =
                    LivenessLock.make(path, StandardOpenOption.WRITE).orElse(null)) {
                if (livenessLock != null) {
                    disk.write(source, livenessLock.channel());
                    return sibling;
                }
            } catch (IOException e) {
                Leftovers.removeIfPossible(sibling::close);
                throw e;
            }
        }
        throw new IOException("each new file beside it was locked or removed by another process");
    }

    /** Whether this is the name of a sibling, and of one that no run of this JVM can be using. */
    static boolean isForeign(Path file) {
        String name = file.getFileName().toString();
        return NAME.matcher(name).matches() && !name.startsWith(PREFIX + ProcessMark.own() + "-");
    }

    /** Removes another process's sibling, unless that process is writing it. */
    static void removeIfAbandoned(Path file) throws IOException {
        Optional<LivenessLock> livenessLock = LivenessLock.take(file);
        if (livenessLock.isPresent()) {
            try {
                Files.deleteIfExists(file);
            } finally {
                livenessLock.get().close();
            }
        }
    }

    Path path() {
        return path;
    }

    /** Removes the file, unless it has been moved away. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
