package io.github.authenticode.run.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock that lets one thread of one process at a time do something short: two builds of one project must not both
 * find a file as it was, and then both replace it. Where a file system has no locks, it is done all the same.
 */
public final class ProjectLock {
    private static final byte[] DEAD = {1};

    private final Path file;

    /** @param file is made when a turn is taken, and removed with {@link #end} */
    public ProjectLock(Path file) {
        this.file = file;
    }

    /** Something short. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /** Does it when it is this thread's turn. */
    synchronized <T> T take(Step<T> step) throws IOException {
        FileChannel lock = lock();
        try {
            return step.run();
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    /** A file that was removed while this process waited for its lock says so by its content. */
    private @Nullable FileChannel lock() {
        for (int tries = 0; tries < 10; tries++) {
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (isLocked(channel) && channel.size() == 0) {
                    return channel;
                }
                channel.close();
            } catch (IOException e) {
                return null;
            }
        }
        return null;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.lock().isValid();
        } catch (OverlappingFileLockException anotherRunInThisJvm) {
            return false;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Removes the file, also from under those who wait for it. */
    public synchronized void end() throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        try (FileChannel lock = lock()) {
            if (lock != null) {
                lock.write(ByteBuffer.wrap(DEAD));
            }
            Files.deleteIfExists(file);
        }
    }
}
