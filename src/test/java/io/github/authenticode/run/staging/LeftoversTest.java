package io.github.authenticode.run.staging;

import static io.github.authenticode.testing.run.ScriptedEngine.signing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.run.Bench;
import io.github.authenticode.run.RunInAnotherJvm;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LeftoversTest {
    /** The mark of a process that is not this one: no process has the number 0. */
    private static final String DEAD = "0-18f";

    @TempDir
    Path folder;

    private Bench bench;
    private Path file;

    @BeforeEach
    void setUp() throws IOException {
        bench = new Bench(folder);
        file = bench.add("files/app.exe", "program");
    }

    @Test
    void runFolderOfAKilledProcessIsRemoved() throws Exception {
        Path left = bench.work.resolve("run-" + DEAD + "-123");
        write(left.resolve("lock"));
        write(left.resolve("7-1/app.exe"));

        bench.run();

        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void runFolderThatNeverGotItsLockIsRemoved() throws Exception {
        Files.createDirectories(bench.work.resolve("run-" + DEAD + "-123"));

        bench.run();

        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void whatIsNoRunFolderIsLeftAlone() throws Exception {
        Path precious = write(folder.resolve("precious/data.txt"));
        Path similar = write(bench.work.resolve("run-of-mine/lock"));
        Path plain = write(bench.work.resolve("run-" + DEAD + "-124"));
        Path link = Files.createSymbolicLink(bench.work.resolve("run-" + DEAD + "-125"), precious.getParent());

        bench.run();

        assertThat(precious).exists();
        assertThat(similar).exists();
        assertThat(plain).exists();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void linkInsideALeftoverIsRemovedButNotFollowed() throws Exception {
        Path precious = write(folder.resolve("precious/data.txt"));
        Path left = bench.work.resolve("run-" + DEAD + "-123");
        write(left.resolve("lock"));
        Files.createSymbolicLink(left.resolve("link"), precious.getParent());

        bench.run();

        assertThat(precious).exists();
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void siblingOfAKilledProcessIsRemovedAndNothingElse() throws Exception {
        write(folder.resolve("files/.authenticode-" + DEAD + "-123.tmp"));
        Path similar = write(folder.resolve("files/.authenticode-notes.tmp"));

        bench.run();

        assertThat(Bench.below(folder.resolve("files"))).containsExactly(similar, file);
    }

    @Test
    void runFolderOfALivingProcessIsLeftAlone() throws Exception {
        try (ChildJvm other = ChildJvm.start(RunInAnotherJvm.class, folder.toString(), "other", "hold")) {
            assertThat(other.nextLine()).isEqualTo("holding");
            Path elsewhere =
                    Files.createDirectories(folder.resolve("elsewhere")).resolve("mine.exe");
            Files.writeString(elsewhere, "program");
            bench.files.clear();
            bench.addPlanned(elsewhere, "mine.exe");

            bench.run();
            other.release();

            assertThat(other.nextLine()).isEqualTo("Signed app.exe");
            assertThat(other.nextLine()).isNull();
        }
        assertThat(file).hasBinaryContent(Bench.signed("program", "other"));
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    /** Guards the trap that any channel which this JVM closes on a lock file drops the lock of its other runs. */
    @Test
    void runFolderStaysClaimedWhileOtherRunsOfThisJvmAndOfOthersComeAndGo() throws Exception {
        Path theirs = write(folder.resolve("theirs/files/b.exe"));
        bench.engine.on("app.exe", task -> {
            runInThisJvm();
            runInAnotherJvm();
            assertThat(task.file()).exists();
            return signing("scripted").of(task);
        });

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);

        assertThat(theirs).hasBinaryContent(Bench.signed("content", "other"));
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    private void runInThisJvm() throws IOException, InterruptedException {
        Bench second = new Bench(folder);
        second.add("second/c.exe", "program");
        try {
            assertThat(second.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        } catch (io.github.authenticode.diagnose.ProblemException e) {
            throw new AssertionError(e);
        }
    }

    /** Its work folder is a link to ours, so that it sweeps ours. */
    private void runInAnotherJvm() throws IOException, InterruptedException {
        Path theirFolder = folder.resolve("theirs");
        Files.createSymbolicLink(theirFolder.resolve("work"), bench.work);
        try (ChildJvm other = ChildJvm.start(RunInAnotherJvm.class, theirFolder.toString(), "other")) {
            assertThat(other.nextLine()).isEqualTo("Signed b.exe");
            assertThat(other.nextLine()).isNull();
        }
    }

    private static Path write(Path file) throws IOException {
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, "content");
    }
}
