package io.github.authenticode.run;

import static io.github.authenticode.testing.ScriptedEngine.failing;
import static io.github.authenticode.testing.ScriptedEngine.signing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.FileFormat;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.testing.ScriptedSignatures;
import io.github.authenticode.testing.TickingClock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    @Test
    void permissionsStayAndTheModificationTimeIsThatOfTheSigning() throws Exception {
        assumePosix();
        Path file = bench.add("app.exe", "program");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrw-r-x"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        bench.clock = new TickingClock(now, Duration.ZERO);
        bench.engine.onOthers(task -> {
            Files.delete(task.file()); // as a tool does that writes a new file; it gets the permissions of the umask
            Files.write(task.file(), Bench.signed("program", "scripted"));
            return new Attempt.Done();
        });

        bench.run();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxrw-r-x");
        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(now);
    }

    @Test
    void copyHasTheNameOfTheFileInAFolderThatOnlyTheOwnerCanRead() throws Exception {
        assumePosix();
        bench.add("dist/app.exe", "program");
        List<String> permissions = new ArrayList<>();
        bench.engine.onOthers(task -> {
            Path runFolder = task.file().resolve("../..").normalize();
            permissions.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(runFolder)));
            return signing("scripted").of(task);
        });

        bench.run();

        Path copy = bench.engine.staged().get(0);
        assertThat(copy.getFileName()).hasToString("app.exe");
        assertThat(copy.resolve("../../..").normalize()).isEqualTo(bench.work);
        assertThat(permissions).containsExactly("rwx------");
    }

    @Test
    void copyOfAFileWhoseNameLiesGetsTheExtensionOfItsFormat() throws Exception {
        Path file = bench.add("app.msi", "program");
        Path other = bench.add("noextension", "program");
        bench.files.clear();
        bench.files.add(new PlannedFile(file, "app.msi", FileFormat.PE));
        bench.files.add(new PlannedFile(other, "noextension", FileFormat.MSI));

        assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);

        assertThat(bench.engine.staged())
                .extracting(p -> p.getFileName().toString())
                .containsExactly("app.msi.exe", "noextension.msi");
        assertThat(file).hasBinaryContent(Bench.signed("program", "scripted"));
    }

    @Test
    void copyIsRemovedAsSoonAsItsFileEnds() throws Exception {
        bench.add("good.exe", "program");
        bench.add("bad.exe", "program");
        bench.add("last.exe", "program");
        bench.engine.on("bad.exe", failing(false)).on("last.exe", task -> {
            assertThat(bench.engine.staged()).filteredOn(Files::exists).containsExactly(task.file());
            return signing("scripted").of(task);
        });

        assertThat(bench.run().get(2).outcome()).isInstanceOf(Outcome.Signed.class);
    }

    @Test
    void filesOfOneNameDoNotMeet() throws Exception {
        Path one = bench.add("x86/app.exe", "program one");
        Path other = bench.add("x64/app.exe", "program two");

        bench.run();

        assertThat(one).hasBinaryContent(Bench.signed("program one", "scripted"));
        assertThat(other).hasBinaryContent(Bench.signed("program two", "scripted"));
    }

    @Test
    void readersFindTheOldFileOrTheSignedOneAndNothingInBetween() throws Exception {
        byte[] old = new byte[4_000_000];
        Arrays.fill(old, (byte) 'a');
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            files.add(bench.add(i + ".exe", old));
        }
        byte[] signed = ScriptedSignatures.sign(old, "scripted");
        AtomicBoolean done = new AtomicBoolean();
        List<String> found = Collections.synchronizedList(new ArrayList<>());
        Thread reader = new Thread(() -> {
            do {
                files.forEach(file -> found.add(oldOrSigned(file, old, signed)));
            } while (!done.get());
        });
        reader.start();

        bench.run();
        done.set(true);
        reader.join();

        assertThat(found).isNotEmpty().isSubsetOf("old", "signed");
    }

    private static String oldOrSigned(Path file, byte[] old, byte[] signed) {
        try {
            byte[] content = Files.readAllBytes(file);
            return Arrays.equals(content, old) ? "old" : Arrays.equals(content, signed) ? "signed" : "neither";
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void fileThatChangesMeanwhileIsLeftAlone() throws Exception {
        Path file = bench.add("dist/app.exe", "program");
        bench.engine.onOthers(task -> {
            Files.writeString(file, "newer program");
            return signing("scripted").of(task);
        });

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result).id()).isEqualTo("file-changed");
        assertThat(Bench.problem(result).text())
                .isEqualTo(
                        "dist/app.exe was changed by something else while it was being signed, "
                                + "and was left as it is now. Let nothing write to the file while it is signed, then build again.");
        assertThat(file).hasContent("newer program");
        assertThat(result.size()).isEqualTo("newer program".length());
        assertThat(result.sha256After()).contains(Fingerprint.of(file).sha256());
        assertThat(result.sha256After()).isNotEqualTo(result.sha256Before());
    }

    @Test
    void fileThatChangesBeforeItIsCopiedIsLeftAlone() throws Exception {
        Path file = bench.add("app.exe", "program");
        bench.disk = new Disk() {
            @Override
            public void copy(Path source, Path target) throws IOException {
                Files.writeString(file, "newer program");
                Disk.super.copy(source, target);
            }
        };

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result).id()).isEqualTo("file-changed");
        assertThat(result.attempts()).isZero();
        assertThat(bench.engine.calls()).isEmpty();
    }

    @Test
    void fileThatVanishesMeanwhileIsNotMadeAgain() throws Exception {
        Path file = bench.add("app.exe", "program");
        bench.engine.onOthers(task -> {
            Files.delete(file);
            return signing("scripted").of(task);
        });

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result).id()).isEqualTo("file-vanished");
        assertThat(result.sha256Before()).isPresent();
        assertThat(result.sha256After()).isEmpty();
        assertThat(result.size()).isZero();
        assertThat(file).doesNotExist();
    }

    @Test
    void fileThatIsGoneBeforeTheRunFails() throws Exception {
        Files.delete(bench.add("app.exe", "program"));

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result).text())
                .isEqualTo("app.exe is no longer there. "
                        + "Find out what deletes the file during the build, then build again.");
        assertThat(result.sha256Before()).isEmpty();
        assertThat(bench.engine.calls()).isEmpty();
    }

    @Test
    void readOnlyFileFailsAlsoForRootBeforeTheEngineIsAsked() throws Exception {
        assumePosix();
        Path file = bench.add("app.exe", "program");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-xr-x"));

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result).id()).isEqualTo("file-read-only");
        assertThat(Bench.problem(result).text())
                .isEqualTo("app.exe is read-only. Make the file writable before it is signed, or leave it out.");
        assertThat(result.sha256Before()).contains(Fingerprint.of(file).sha256());
        assertThat(bench.engine.calls()).isEmpty();
        assertThat(file).hasContent("program");
    }

    @Test
    void readOnlyFileThatIsSignedAlreadyIsSkipped() throws Exception {
        assumePosix();
        Path file = bench.addSigned("app.exe", "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Skipped.class);
    }

    @Test
    void folderThatIsNotWritableFailsBeforeTheEngineIsAsked() throws Exception {
        assumePosix();
        Path file = bench.add("dist/app.exe", "program");
        Files.setPosixFilePermissions(folder.resolve("dist"), PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeThat(Files.isWritable(folder.resolve("dist"))).as("root").isFalse();

            assertThat(bench.problemOfOne().text())
                    .isEqualTo("The folder of dist/app.exe is not writable, so the file cannot be replaced. "
                            + "Give the user who runs the build the right to write to that folder.");
            assertThat(bench.engine.calls()).isEmpty();
            assertThat(file).hasContent("program");
        } finally {
            Files.setPosixFilePermissions(folder.resolve("dist"), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void twoHardLinksToOneFileAreBothSigned() throws Exception {
        Path one = bench.add("one.exe", "program");
        Path other = folder.resolve("other.exe");
        Files.createLink(other, one);
        bench.addPlanned(other, "other.exe");
        bench.concurrency = 2;

        assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);

        assertThat(one).hasBinaryContent(Bench.signed("program", "scripted"));
        assertThat(other).hasBinaryContent(Bench.signed("program", "scripted"));
    }

    @Test
    void unusualNamesAreSigned() throws Exception {
        List<String> names = new ArrayList<>(List.of(
                "with space.exe", "it's.exe", "a&b.exe", "100%.exe", "%PATH%.exe", "wow!.exe", "$(x).exe", "-x.exe"));
        for (String beyondAscii : List.of("gr\u00FC\u00DFe.exe", "\uD83D\uDE80.exe")) {
            if (canBeAFileName(beyondAscii)) {
                names.add(beyondAscii);
            }
        }
        for (String name : names) {
            bench.add("dir " + name + "/" + name, name);
        }

        List<FileResult> results = bench.run();

        assertThat(results).hasSameSizeAs(names).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        assertThat(bench.engine.staged())
                .extracting(p -> p.getFileName().toString())
                .containsExactlyElementsOf(names);
    }

    @Test
    void fullDiskFailsTheFileAndLeavesNothing() throws Exception {
        Path file = bench.add("big.exe", "program");
        bench.add("small.exe", "program");
        bench.disk = new Disk() {
            @Override
            public void copy(Path source, Path target) throws IOException {
                if (source.equals(file)) {
                    Files.writeString(target, "pro");
                    throw new FileSystemException(source.toString(), target.toString(), "No space left on device");
                }
                Disk.super.copy(source, target);
            }
        };

        List<FileResult> results = bench.run();

        assertThat(Bench.problem(results.get(0)).id()).isEqualTo("disk-full");
        assertThat(Bench.problem(results.get(0)).text())
                .isEqualTo("The disk is full: there is no room to sign big.exe. (No space left on device) "
                        + "Free space on the disks that hold the build folder and the file, then build again.");
        assertThat(results.get(0).attempts()).isZero();
        assertThat(bench.waits).isEmpty();
        assertThat(results.get(1).outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(file).hasContent("program");
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void fileThatAnotherProgramHoldsFailsAndStays() throws Exception {
        Path file = bench.add("app.exe", "program");
        bench.disk = new Disk() {
            @Override
            public void move(Path source, Path target) throws IOException {
                throw new AccessDeniedException(target.toString());
            }
        };

        assertThat(bench.problemOfOne().text())
                .isEqualTo("Access to app.exe was denied. (AccessDeniedException) Close the programs that have the "
                        + "file open and check the rights on it and its folder, then build again.");
        assertThat(file).hasContent("program");
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
            Removal.ofFolder(target);
        }
    }

    private void assumePosix() throws IOException {
        assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix"))
                .isTrue();
    }

    private boolean canBeAFileName(String name) {
        try {
            return Files.notExists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
        } catch (java.nio.file.InvalidPathException e) {
            return false;
        }
    }

    /** A disk on which the work folder is a file system of its own. */
    private static class TwoFileSystems implements Disk {
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
            Disk.super.move(source, target);
        }
    }
}
