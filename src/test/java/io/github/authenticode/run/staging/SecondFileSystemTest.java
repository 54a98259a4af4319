package io.github.authenticode.run.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.authenticode.run.Bench;
import io.github.authenticode.run.file.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondFileSystemTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    @Test
    void fileOnAnotherFileSystemIsReplacedThroughASibling() throws Exception {
        Path file = bench.add("dist/app.exe", "program");
        List<Path> moved = new ArrayList<>();
        bench.disk = new TwoFileSystems(bench.work) {
            @Override
            public void move(Path source, Path target) throws IOException {
                super.move(source, target);
                moved.add(source);
            }
        };

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);

        assertThat(file).hasBinaryContent(Bench.signed("program", "scripted"));
        assertThat(moved).hasSize(1);
        assertThat(moved.get(0).getParent()).isEqualTo(file.getParent());
        assertThat(moved.get(0).getFileName().toString()).startsWith(".authenticode-");
        assertThat(Bench.below(folder.resolve("dist"))).containsExactly(file);
    }

    @Test
    void siblingIsRemovedWhenItCannotBeWritten() throws Exception {
        Path file = bench.add("dist/app.exe", "program");
        bench.disk = new TwoFileSystems(bench.work) {
            @Override
            public void write(Path source, FileChannel target) throws IOException {
                super.write(source, target);
                throw new IOException("No space left on device");
            }
        };

        assertThat(bench.problemOfOne().id()).isEqualTo("disk-full");
        assertThat(file).hasContent("program");
        assertThat(Bench.below(folder.resolve("dist"))).containsExactly(file);
    }

    @Test
    void siblingIsRemovedWhenTheFileChangesMeanwhile() throws Exception {
        Path file = bench.add("dist/app.exe", "program");
        bench.disk = new TwoFileSystems(bench.work) {
            @Override
            public void write(Path source, FileChannel target) throws IOException {
                super.write(source, target);
                Files.writeString(file, "newer program");
            }
        };

        assertThat(bench.problemOfOne().id()).isEqualTo("file-changed");
        assertThat(file).hasContent("newer program");
        assertThat(Bench.below(folder.resolve("dist"))).containsExactly(file);
    }

    @Test
    void fileOnARealSecondFileSystemIsReplaced() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeThat(memory).isDirectory();
        assumeThat(Files.getFileStore(memory)).isNotEqualTo(Files.getFileStore(folder));
        Path target = memory.resolve("authenticode-test-" + UUID.randomUUID());
        Path file = Files.createDirectory(target).resolve("app.exe");
        try {
            Files.writeString(file, "program");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
            bench.addPlanned(file, "app.exe");

            assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);

            assertThat(file).hasBinaryContent(Bench.signed("program", "scripted"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rwxr-x--x");
            assertThat(Bench.below(target)).containsExactly(file);
        } finally {
            FolderRemoval.ofFolder(target);
        }
    }

    /** A disk on which the work folder is a file system of its own. */
    private static class TwoFileSystems implements FileOperations {
        private final Path work;

        TwoFileSystems(Path work) {
            this.work = work;
        }

        @Override
        public void move(Path source, Path target) throws IOException {
            if (source.startsWith(work) != target.startsWith(work)) {
                throw new AtomicMoveNotSupportedException(
                        source.toString(), target.toString(), "Invalid cross-device link");
            }
            FileOperations.super.move(source, target);
        }
    }
}
