package io.github.authenticode.benchmark;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.benchmark.table.Line;
import io.github.authenticode.benchmark.table.Row;
import io.github.authenticode.benchmark.table.Series;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/** A program larger than the heap of the JVM that signs it, beside the program that only reads and digests it. */
final class LargeProgram implements Row {
    private static final long SIZE = 3L << 29;
    private static final int ABOVE_MAVEN = 64;
    private static final double REACH = 4;

    @Override
    public String name() {
        return "large-program";
    }

    @Override
    public Line measure(Lab lab) throws Exception {
        Series digest = new Series();
        Series empty = new Series();
        Series built = new Series();
        try (AzureDouble services = lab.services(Duration.ZERO, Duration.ofMillis(20))) {
            Project project = lab.ours("large-program", lab.localKey(services), "sign", "verify");
            project.fill(1, 0);
            project.prepare();
            int heap = Heap.ofMaven(project) + ABOVE_MAVEN;
            Heap.limit(project, heap);
            Path file = project.folder().resolve("files/program-0.exe");
            write(file);
            for (int i = 0; i < lab.runs(); i++) {
                unsign(file);
                digest.add(sha256sum(file));
                empty.add(project.empty());
                built.add(project.build());
            }
            double factor = built.above(empty) / digest.median();
            Files.delete(file);
            return new Line(
                    "1.5 GiB PE, local key: sign and verify",
                    "sha256sum of it",
                    built.above(empty),
                    digest.median(),
                    String.format(Locale.ROOT, "%.1f times", factor),
                    "at most 4 times, 64 MiB of heap above Maven's",
                    factor <= REACH,
                    "-Xmx" + heap + "m. built " + built + ", empty " + empty + ", sha256sum " + digest);
        }
    }

    private static void write(Path file) throws IOException {
        byte[] block = new byte[1 << 20];
        new Random(1).nextBytes(block);
        unsign(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (channel.size() < SIZE) {
                ByteBuffer next = ByteBuffer.wrap(block).putLong(0, channel.size());
                channel.write(next);
            }
        }
    }

    /** As it was: the header without its reference to a signature, and nothing at the end. */
    private static void unsign(Path file) throws IOException {
        byte[] header = SampleFiles.pe(0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(header), 0);
            channel.truncate(channel.size() / (1 << 20) * (1 << 20) + header.length);
        }
    }

    private static Duration sha256sum(Path file) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder("sha256sum", file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("sha256sum failed on " + file);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
