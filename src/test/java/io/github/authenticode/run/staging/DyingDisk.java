package io.github.authenticode.run.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk at one of whose operations the process dies without a word: before it, in the middle of it, or after it. */
public final class DyingDisk implements FileOperations {
    private final AtomicInteger left;
    private final int phase;

    /**
     * @param operation at which it dies, from 1; 0 for never
     * @param phase 0 before it, 1 in the middle, 2 after it
     */
    public DyingDisk(int operation, int phase) {
        this.left = new AtomicInteger(operation == 0 ? Integer.MAX_VALUE : operation);
        this.phase = phase;
    }

    @Override
    public void copy(Path source, Path target) throws IOException {
        die(
                () -> Files.write(target, half(Files.readAllBytes(source))),
                () -> FileOperations.super.copy(source, target));
    }

    @Override
    public void create(Path file, byte[] content) throws IOException {
        die(() -> Files.write(file, half(content)), () -> FileOperations.super.create(file, content));
    }

    @Override
    public void append(FileChannel file, byte[] content) throws IOException {
        die(() -> FileOperations.super.append(file, half(content)), () -> FileOperations.super.append(file, content));
    }

    @Override
    public void move(Path source, Path target) throws IOException {
        die(() -> {}, () -> FileOperations.super.move(source, target));
    }

    private void die(Operation begun, Operation whole) throws IOException {
        boolean last = left.decrementAndGet() == 0;
        if (last && phase < 2) {
            if (phase == 1) {
                begun.run();
            }
            Runtime.getRuntime().halt(137);
        }
        whole.run();
        if (last) {
            Runtime.getRuntime().halt(137);
        }
    }

    private static byte[] half(byte[] content) {
        return Arrays.copyOf(content, content.length / 2);
    }

    @FunctionalInterface
    private interface Operation {
        void run() throws IOException;
    }
}
