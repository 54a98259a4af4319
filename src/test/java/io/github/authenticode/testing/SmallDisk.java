package io.github.authenticode.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A file system of its own, in memory, with so little room that it is soon full. There is one only where this process
 * may mount it: on Linux, as root.
 */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Empty where this process may not mount one. */
    public static Optional<SmallDisk> at(Path folder, int kibibytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try {
            int exit = run("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "tmpfs", folder.toString());
            return exit == 0 ? Optional.of(new SmallDisk(folder)) : Optional.empty();
        } catch (IOException e) {
            // There is no such program.
            return Optional.empty();
        }
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Takes all the room that is left. */
    public Path fill() throws IOException {
        Path filler = folder.resolve("filler");
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (run("umount", folder.toString()) != 0) {
                throw new IOException("cannot unmount " + folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before " + folder + " was unmounted", e);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        return process.waitFor();
    }
}
