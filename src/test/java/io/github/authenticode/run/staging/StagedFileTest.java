package io.github.authenticode.run.staging;

import static io.github.authenticode.testing.run.ScriptedEngine.failing;
import static io.github.authenticode.testing.run.ScriptedEngine.signing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.Bench;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFileTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    @Test
    void copyHasTheNameOfTheFileInAFolderThatOnlyTheOwnerCanRead() throws Exception {
        bench.assumePosix();
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
    void fileThatChangesBeforeItIsCopiedIsLeftAlone() throws Exception {
        Path file = bench.add("app.exe", "program");
        bench.disk = new FileOperations() {
            @Override
            public void copy(Path source, Path target) throws IOException {
                Files.writeString(file, "newer program");
                FileOperations.super.copy(source, target);
            }
        };

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result).id()).isEqualTo("file-changed");
        assertThat(result.attempts()).isZero();
        assertThat(bench.engine.calls()).isEmpty();
    }

    @Test
    void fullDiskFailsTheFileAndLeavesNothingOfIt() throws Exception {
        Path file = bench.add("big.exe", "program");
        bench.add("small.exe", "program");
        bench.disk = new FileOperations() {
            @Override
            public void copy(Path source, Path target) throws IOException {
                if (source.equals(file)) {
                    Files.writeString(target, "pro");
                    throw new FileSystemException(source.toString(), target.toString(), "No space left on device");
                }
                FileOperations.super.copy(source, target);
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
        // The journal: the next run need not ask about the other file.
        assertThat(bench.leftInWorkFolder()).singleElement().asString().endsWith(".log");
    }

    private boolean canBeAFileName(String name) {
        try {
            return Files.notExists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
        } catch (java.nio.file.InvalidPathException e) {
            return false;
        }
    }
}
