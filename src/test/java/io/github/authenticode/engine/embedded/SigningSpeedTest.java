package io.github.authenticode.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.testing.run.SampleAzure;
import io.github.authenticode.testing.sample.SampleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 200 small programs with timestamps of the in-process authority, by threads that share the engine. Prints what it
 * took.
 */
class SigningSpeedTest {
    private static final int FILES = 200;
    private static final int THREADS = 4;

    @TempDir
    Path folder;

    @Test
    void twoHundredProgramsAreSigned() throws Exception {
        List<Engine.Task> tasks = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            Path file = Files.write(folder.resolve(i + ".exe"), SampleFiles.pe(115_000));
            tasks.add(new Engine.Task(file, FileFormat.PE, 1));
        }
        Identity identity = new TestCertificateIdentity(folder.resolve("t"));
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try (Engine engine = JsignEngine.open(identity, options(), SampleAzure.settings())) {
            long start = System.nanoTime();
            List<Future<List<Attempt>>> attempts =
                    pool.invokeAll(tasks.stream().map(t -> sign(engine, t)).toList());
            for (Future<List<Attempt>> attempt : attempts) {
                assertThat(attempt.get()).containsExactly(new Attempt.Done());
            }
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            System.out.println(FILES + " programs of 115 kB, " + THREADS + " threads: " + millis + " ms");
        } finally {
            pool.shutdownNow();
        }
        for (Engine.Task task : tasks) {
            assertThat(Judged.signatures(task.file(), FileFormat.PE)).hasSize(1).allMatch(Judged::timestamped);
        }
    }

    private static Callable<List<Attempt>> sign(Engine engine, Engine.Task task) {
        return () -> engine.sign(List.of(task));
    }

    private static SignatureOptions options() {
        Timestamping timestamping = new Timestamping(true, List.of(), 1, Duration.ofMillis(1), Duration.ofSeconds(10));
        return new SignatureOptions(
                DigestAlgorithm.SHA256, Optional.empty(), Optional.empty(), timestamping, ExistingSignature.REPLACE);
    }
}
