package io.github.authenticode.run.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A locked file: says to other processes that its owner is alive. The operating system drops the lock when the process
 * dies, however it dies.
 *
 * <p>On POSIX systems, closing any channel of a file drops every lock that this process holds on it ({@link FileLock},
 * "Platform dependencies"). So a process must never try to claim what it already holds: see {@link ProcessMark}.
 */
public final class LivenessLock implements Closeable {
    private final FileChannel channel;

    private LivenessLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Claims a file that this process has just made, or makes now; empty if another process took it for a leftover. On
     * a file system without locks it counts as claimed: {@link #take} fails there, so that nobody can take it.
     */
    public static Optional<LivenessLock> make(Path file, OpenOption... options) throws IOException {
        return open(file, false, options);
    }

    /**
     * Claims a file that another process made; empty if that process is alive, or the file went away.
     *
     * @throws IOException also if the file system has no locks, so that nobody can tell
     */
    public static Optional<LivenessLock> take(Path file) throws IOException {
        return open(file, true, StandardOpenOption.WRITE);
    }

    private static Optional<LivenessLock> open(Path file, boolean lockIsNeeded, OpenOption... options)
            throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, options);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (isLocked(channel, lockIsNeeded) && Files.exists(file)) {
            return Optional.of(new LivenessLock(channel));
        }
        channel.close();
        return Optional.empty();
    }

    private static boolean isLocked(FileChannel channel, boolean lockIsNeeded) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisJvm) {
            return false;
        } catch (IOException e) {
            if (lockIsNeeded || e instanceof ClosedByInterruptException) {
                channel.close();
                throw e;
            }
            return true;
        }
    }

    public FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
