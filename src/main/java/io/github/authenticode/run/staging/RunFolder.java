package io.github.authenticode.run.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder that holds the staged copies of one run: owner-only on POSIX ({@link Files#createTempDirectory}), locked
 * while the run lasts, gone afterwards.
 */
public final class RunFolder implements Closeable {
    private static final String PREFIX = "run-";
    private static final String LOCK = "lock";
    private static final Pattern NAME = Pattern.compile(PREFIX + ProcessMark.PATTERN + "-[0-9]+");

    private final Path path;
    private final LivenessLock livenessLock;

    private RunFolder(Path path, LivenessLock livenessLock) {
        this.path = path;
        this.livenessLock = livenessLock;
    }

    /** Makes the folder of a new run inside {@code workFolder}, which is created if absent. */
    public static RunFolder create(Path workFolder) throws IOException {
        Files.createDirectories(workFolder);
        for (int tries = 0; tries < 10; tries++) {
            Path path = Files.createTempDirectory(workFolder, PREFIX + ProcessMark.own() + "-");
            try {
                Optional<LivenessLock> livenessLock =
                        LivenessLock.make(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                if (livenessLock.isPresent()) {
                    return new RunFolder(path, livenessLock.get());
                }
            } catch (IOException e) {
                Leftovers.removeIfPossible(() -> FolderRemoval.ofFolder(path));
                throw e;
            }
        }
        throw new IOException("each new folder was locked or removed by another process");
    }

    /** Whether this is the name of a run folder, and of one that no run of this JVM can be using. */
    static boolean isForeign(Path folder) {
        String name = folder.getFileName().toString();
        return NAME.matcher(name).matches() && !name.startsWith(PREFIX + ProcessMark.own() + "-");
    }

    /** Removes another process's run folder, unless that process is alive. */
    static void removeIfAbandoned(Path folder) throws IOException {
        Path lock = folder.resolve(LOCK);
        Optional<LivenessLock> livenessLock = LivenessLock.take(lock);
        if (livenessLock.isPresent()) {
            new RunFolder(folder, livenessLock.get()).close();
        } else if (Files.notExists(lock)) {
            // Killed between making the folder and making the lock. If its owner is alive, it makes another one.
            Files.deleteIfExists(folder);
        }
    }

    public Path path() {
        return path;
    }

    /** Removes the folder with all it holds; the lock goes last, so that a half-removed folder is still recognised. */
    @Override
    public void close() throws IOException {
        try (livenessLock) {
            Path lock = path.resolve(LOCK);
            FolderRemoval.ofContent(path, lock);
            Files.delete(lock);
        }
        Files.deleteIfExists(path);
    }
}
