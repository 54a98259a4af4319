package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.PathText;
import io.github.authenticode.testing.UnfaithfulName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
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
    void readOnlyFileFailsAlsoForRootBeforeTheEngineIsAsked() throws Exception {
        bench.assumePosix();
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
        bench.disk = new Disk() {
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
