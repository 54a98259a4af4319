package io.github.authenticode.run;

import static io.github.authenticode.testing.run.ScriptedEngine.crashing;
import static io.github.authenticode.testing.run.ScriptedEngine.failing;
import static io.github.authenticode.testing.run.ScriptedEngine.signing;
import static io.github.authenticode.testing.run.ScriptedEngine.writing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.run.ScriptedEngine.Behaviour;
import io.github.authenticode.testing.run.ScriptedVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetryPolicyTest {
    @TempDir
    Path folder;

    @Test
    void failureThatMayPassIsTriedThreeTimesWithGrowingWaits() throws Exception {
        Bench bench = new Bench(folder);
        bench.add("app.exe", "program");
        bench.engine.onOthers(failing(true).until(3, signing("scripted")));

        FileResult result = bench.runOne();

        assertThat(result.outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(result.attempts()).isEqualTo(3);
        assertThat(bench.waits).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void thirdFailureIsTheLast() throws Exception {
        Bench bench = new Bench(folder);
        bench.add("dist/app.exe", "program");
        bench.engine.onOthers(failing(true));

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result))
                .isEqualTo(SampleProblem.of("scripted", "The engine failed on dist/app.exe.", "Change the script."));
        assertThat(result.attempts()).isEqualTo(3);
        assertThat(bench.engine.calls()).hasSize(3);
        assertThat(bench.waits).hasSize(2);
    }

    @Test
    void failureThatWillNotPassIsNotTriedAgain() throws Exception {
        Bench bench = new Bench(folder);
        bench.add("app.exe", "program");
        bench.engine.onOthers(failing(false));

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result).id()).isEqualTo("scripted");
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(bench.waits).isEmpty();
    }

    @Test
    void eachTryStartsFromAFreshCopy() throws Exception {
        Bench bench = new Bench(folder);
        Path file = bench.add("app.exe", "program");
        List<String> seen = new ArrayList<>();
        Behaviour halfWritten = task -> {
            seen.add(Files.readString(task.file()));
            writing("half writ").of(task);
            return failing(true).of(task);
        };
        bench.engine.onOthers(halfWritten.until(2, signing("scripted")));

        bench.run();

        assertThat(seen).containsExactly("program");
        assertThat(file).hasBinaryContent(Bench.signed("program", "scripted"));
    }

    @Test
    void onlyWhatFailedIsTriedAgainInSmallerBatches() throws Exception {
        Bench bench = new Bench(folder, 5);
        for (String name : List.of("a.exe", "b.exe", "c.exe", "d.exe", "e.exe")) {
            bench.add(name, name);
        }
        bench.engine.onOthers(failing(true).until(2, signing("scripted"))).on("a.exe", signing("scripted"));

        List<FileResult> results = bench.run();

        assertThat(bench.engine.calls())
                .containsExactly(
                        List.of("a.exe#1", "b.exe#1", "c.exe#1", "d.exe#1", "e.exe#1"),
                        List.of("b.exe#2", "c.exe#2", "d.exe#2"),
                        List.of("e.exe#2"));
        assertThat(results).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        assertThat(bench.waits).hasSize(1);
    }

    @Test
    void failureOfOneFileStopsNoOther() throws Exception {
        Bench bench = new Bench(folder, 2);
        bench.add("a.exe", "a");
        bench.add("bad.exe", "b");
        bench.add("c.exe", "c");
        bench.engine.on("bad.exe", failing(false));

        assertThat(bench.run())
                .extracting(r -> r.outcome().getClass().getSimpleName())
                .containsExactly("Signed", "Failed", "Signed");
    }

    @Test
    void crashFailsTheBatchAndNoOther() throws Exception {
        Bench bench = new Bench(folder, 2);
        Path first = bench.add("a.exe", "a");
        bench.add("bad.exe", "b");
        bench.add("c.exe", "c");
        bench.engine.on("bad.exe", crashing());

        List<FileResult> results = bench.run();

        assertThat(Bench.problem(results.get(1)).text())
                .matches("scripted crashed while it signed bad\\.exe\\. "
                        + "\\(java\\.lang\\.IllegalStateException: no idea what to do with bad\\.exe at .*ScriptedEngine.*\\) "
                        + "Report this to the makers of this plugin, with the file if you can\\.");
        assertThat(Bench.problem(results.get(0)).id()).isEqualTo("engine-crashed");
        assertThat(results.get(0).attempts()).isEqualTo(1);
        assertThat(first).hasContent("a");
        assertThat(results.get(2).outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(bench.waits).isEmpty();
    }

    @Test
    void engineWithTooFewAnswersCountsAsCrashed() throws Exception {
        Bench bench = new Bench(folder, 2);
        bench.add("a.exe", "a");
        bench.add("b.exe", "b");
        SigningRun run = new SigningRun(
                new Forgetful(),
                new ScriptedVerifier(),
                new SystemAccess(Clock.systemUTC(), bench.waits::add, FileOperations.REAL, bench.comparer));

        List<FileResult> results = run.run(bench.plan(), bench.progress);

        assertThat(results)
                .allSatisfy(r -> assertThat(Bench.problem(r).evidence()).contains("1 answers for 2 files"));
    }

    private static final class Forgetful implements Engine {
        @Override
        public String name() {
            return "forgetful";
        }

        @Override
        public Optional<X509Certificate> certificate() {
            return Optional.empty();
        }

        @Override
        public int batchSize() {
            return 2;
        }

        @Override
        public List<Attempt> sign(List<Task> batch) {
            return List.of(new Attempt.Done());
        }

        @Override
        public void close() {}
    }
}
