package io.github.authenticode.engine.signtool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * The lock that lets one call at a time through, over all builds of this user. signtool imports a PFX file into the
 * user's key store for the time of a call, and two such calls spoil each other's
 * (electron-userland/electron-builder#9920). Java keeps a file lock once for the whole JVM and not for a thread, over
 * all class loaders: a second thread is told so and asks again.
 */
final class CallLock implements AutoCloseable {
    private static final long ASK_AGAIN_MILLIS = 50;

    private final FileChannel channel;

    private CallLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until nobody else holds the file. The file stays when the lock is given back. */
    static CallLock on(Path file) throws IOException, InterruptedException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (!locked(channel)) {
                TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
            }
            return new CallLock(channel);
        } catch (IOException | InterruptedException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
