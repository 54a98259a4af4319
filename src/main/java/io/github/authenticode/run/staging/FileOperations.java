package io.github.authenticode.run.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The operations that a full disk, a second file system or missing rights make fail. A seam, since a test has neither
 * at hand.
 */
public interface FileOperations {
    FileOperations REAL = new FileOperations() {};

    /** Whether the folder of a file lets the file be replaced. */
    default boolean isFolderWritable(Path file) {
        return Files.isWritable(file.resolveSibling("."));
    }

    /**
     * Makes {@code target} a copy of {@code source}, with its permissions as far as the platform lets us. From Java 20
     * on it is a clone where the file system can (JDK-8264744), before a copy within the kernel.
     */
    default void copy(Path source, Path target) throws IOException {
        Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Writes the content of {@code source} to an open file. */
    default void write(Path source, FileChannel target) throws IOException {
        try (FileChannel from = FileChannel.open(source)) {
            long size = from.size();
            for (long done = 0; done < size; ) {
                done += from.transferTo(done, size - done, target);
            }
        }
    }

    /**
     * Makes a new file, readable by whom the platform lets read any file, with this content; on the disk when it
     * returns.
     */
    default void create(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            append(channel, content);
            channel.force(false);
        }
    }

    /** Writes to an open file. */
    default void append(FileChannel file, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    /**
     * Puts {@code source} in the place of {@code target} in one step.
     *
     * @throws java.nio.file.AtomicMoveNotSupportedException if they are on different file systems
     */
    default void move(Path source, Path target) throws IOException {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
