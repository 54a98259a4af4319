package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.text.PathText;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.GuardedVerifier;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.gate.ForeignSignatures;
import io.github.authenticode.run.gate.OwnPublisher;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.testing.run.ScriptedEngine;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.UnfaithfulName;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
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
    void programLargerThanItsHeaderCanSayIsRefusedBeforeItIsRead() throws Exception {
        Path file = bench.add("large.exe", SampleFiles.pe(500));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(0x1_0000_0000L);
        }
        SigningPlan plan = bench.plan();
        GuardedVerifier judge = new GuardedVerifier(bench.verifier);
        Preflight preflight = new Preflight(
                plan.options(),
                judge,
                new ForeignSignatures(OwnPublisher.of(plan, bench.engine), judge),
                noEarlierRun -> Optional.empty(),
                bench.disk,
                bench.clock);

        Preflight.Decision decision = preflight.decide(0, plan.files().get(0));

        assertThat(decision.end())
                .hasValueSatisfying(end -> assertThat(((Outcome.Failed) end).problems())
                        .extracting(Problem::text)
                        .containsExactly(
                                "large.exe is larger than 4 GiB, and a program's header has 32 bits for the place of its"
                                        + " signature. Move data out of the program into files of their own, as installers do,"
                                        + " and sign the smaller program."));
        assertThat(decision.task().before()).as("a digest of its content").isEmpty();
        Files.delete(file);
    }

    @Test
    void readOnlyFileIsSignedAndStaysReadOnly() throws Exception {
        bench.assumePosix();
        Path file = bench.add("app.exe", "program");
        Set<PosixFilePermission> readOnly = PosixFilePermissions.fromString("r-xr-xr-x");
        Files.setPosixFilePermissions(file, readOnly);
        bench.engine.onOthers(task -> {
            // Root could write to any file.
            assertThat(Files.getPosixFilePermissions(task.file())).contains(PosixFilePermission.OWNER_WRITE);
            return ScriptedEngine.signing("scripted").of(task);
        });

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);

        assertThat(file).hasBinaryContent(Bench.signed("program", "scripted"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(readOnly);
    }

    @Test
    void readOnlyFileStaysReadOnlyAlsoFromTheCacheAndAnIdenticalFile() throws Exception {
        bench.assumePosix();
        Set<PosixFilePermission> readOnly = PosixFilePermissions.fromString("r--r--r--");
        for (int i = 0; i < 2; i++) {
            bench = new Bench(folder).caching(folder.resolve("cache"));
            for (String name : List.of("a.exe", "b.exe")) {
                Files.deleteIfExists(folder.resolve(name));
                Files.setPosixFilePermissions(bench.add(name, "program"), readOnly);
            }

            assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);

            assertThat(Files.getPosixFilePermissions(folder.resolve("a.exe"))).isEqualTo(readOnly);
            assertThat(Files.getPosixFilePermissions(folder.resolve("b.exe"))).isEqualTo(readOnly);
        }
    }

    @Test
    void readOnlyFileThatFailsIsReadOnlyAsBefore() throws Exception {
        bench.assumePosix();
        Path file = bench.add("app.exe", "program");
        Set<PosixFilePermission> readOnly = PosixFilePermissions.fromString("r--------");
        Files.setPosixFilePermissions(file, readOnly);
        bench.engine.onOthers(ScriptedEngine.writing("something else"));

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Failed.class);

        assertThat(file).hasContent("program");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(readOnly);
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void fileWhoseNameTheLocaleCannotWriteFailsAlone() throws Exception {
        Path good = bench.add("app.exe", "program");
        Path file = UnfaithfulName.file(good, "M\\377ller.exe");
        bench.addPlanned(file, PathText.of(file.getFileName()));

        List<FileResult> results = bench.run();

        assertThat(results.get(0).outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(Bench.problem(results.get(1)).text())
                .startsWith(
                        "The name of M\uFFFDller.exe cannot be written in the locale of this build, whose encoding is ")
                .contains("ename the file");
        assertThat(Files.readString(file)).isEqualTo("program");
    }

    @Test
    void readOnlyFileThatIsSignedAlreadyIsSkipped() throws Exception {
        bench.assumePosix();
        Path file = bench.addSigned("app.exe", "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Skipped.class);
    }

    @Test
    void folderThatIsNotWritableFailsBeforeTheEngineIsAsked() throws Exception {
        Path file = bench.add("dist/app.exe", "program");
        bench.disk = new FileOperations() {
            @Override
            public boolean isFolderWritable(Path file) {
                return !file.endsWith("dist/app.exe");
            }
        };

        assertThat(bench.problemOfOne().text())
                .isEqualTo("The folder of dist/app.exe is not writable, so the file cannot be replaced. "
                        + "Give the user who runs the build the right to write to that folder.");
        assertThat(bench.engine.calls()).isEmpty();
        assertThat(file).hasContent("program");
    }
}
