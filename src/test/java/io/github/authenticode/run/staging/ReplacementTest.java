package io.github.authenticode.run.staging;

import static io.github.authenticode.testing.run.ScriptedEngine.signing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.run.Bench;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.TickingClock;
import io.github.authenticode.testing.run.ScriptedSignatures;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
        bench.assumePosix();
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
    void fileThatAnotherProgramHoldsFailsAndStays() throws Exception {
        Path file = bench.add("app.exe", "program");
        bench.disk = new FileOperations() {
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
}
