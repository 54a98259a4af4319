package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.testing.TickingClock;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.run.ScriptedEngine;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SigningRunTest {
    @TempDir
    Path folder;

    @Test
    void signedFileIsRecordedWithItsContentBeforeAndAfter() throws Exception {
        Bench bench = new Bench(folder);
        Path file = bench.add("dist/app.exe", "program");
        String before = Fingerprint.of(file).sha256();
        bench.clock = new TickingClock(Instant.EPOCH, Duration.ofSeconds(1));

        FileResult result = bench.runOne();

        assertThat(file).hasBinaryContent(Bench.signed("program", "scripted"));
        Verdict verdict = bench.verdict(file);
        assertThat(verdict.isTrusted()).isTrue();
        assertThat(result.file()).isEqualTo(bench.files.get(0));
        assertThat(result.outcome()).isEqualTo(new Outcome.Signed(verdict));
        assertThat(result.size()).isEqualTo(Files.size(file));
        assertThat(result.sha256Before()).contains(before);
        assertThat(result.sha256After()).contains(Fingerprint.of(file).sha256());
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(3));
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void clockThatIsSetBackGivesNoNegativeDuration() throws Exception {
        Bench bench = new Bench(folder);
        bench.add("app.exe", "program");
        bench.clock = new TickingClock(Instant.EPOCH, Duration.ofSeconds(-1));

        assertThat(bench.runOne().duration()).isZero();
    }

    @Test
    void emptyPlanHasNoResults() throws Exception {
        assertThat(new Bench(folder).run()).isEmpty();
    }

    @Test
    void resultsAndTheirStoryKeepTheOrderOfThePlan() throws Exception {
        Bench bench = new Bench(folder);
        bench.add("first.exe", "1");
        bench.add("second.exe", "2");
        bench.concurrency = 2;
        CountDownLatch secondEnded = new CountDownLatch(1);
        bench.engine.on("first.exe", task -> {
            secondEnded.await();
            return ScriptedEngine.signing("scripted").of(task);
        });
        List<String> ends = new ArrayList<>();
        bench.progress = new SigningProgress() {
            @Override
            public void ended(FileResult result) {
                secondEnded.countDown();
            }

            @Override
            public void finished(int position, int total, FileResult result) {
                ends.add(position + "/" + total + " " + result.file().name());
            }
        };

        List<FileResult> results = bench.run();

        assertThat(results).extracting(r -> r.file().name()).containsExactly("first.exe", "second.exe");
        assertThat(ends).containsExactly("1/2 first.exe", "2/2 second.exe");
    }

    @Test
    void progressIsNeverToldOfTwoFilesAtOnce() throws Exception {
        Bench bench = new Bench(folder);
        bench.add("first.exe", "1");
        bench.add("second.exe", "2");
        bench.concurrency = 2;
        CountDownLatch secondIsAtWork = new CountDownLatch(1);
        CountDownLatch firstIsBeingTold = new CountDownLatch(1);
        AtomicReference<@Nullable Thread> second = new AtomicReference<>();
        bench.engine.on("first.exe", task -> {
            secondIsAtWork.await();
            return ScriptedEngine.signing("scripted").of(task);
        });
        bench.engine.on("second.exe", task -> {
            second.set(Thread.currentThread());
            secondIsAtWork.countDown();
            firstIsBeingTold.await();
            return ScriptedEngine.signing("scripted").of(task);
        });
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        bench.progress = (position, total, result) -> {
            told.add("begin " + position);
            firstIsBeingTold.countDown();
            // The second thread ends its file meanwhile; then it has to stand still until we are done here.
            while (position == 1 && told.size() == 1 && !isBlocked(second.get())) {
                Thread.onSpinWait();
            }
            told.add("end " + position);
        };

        bench.run();

        assertThat(told).containsExactly("begin 1", "end 1", "begin 2", "end 2");
    }

    private static boolean isBlocked(@Nullable Thread thread) {
        return thread != null && thread.getState() == Thread.State.BLOCKED;
    }

    @Test
    void asManyFilesAsPlannedAreWorkedOnAtATime() throws Exception {
        Bench bench = new Bench(folder);
        for (int i = 0; i < 6; i++) {
            bench.add(i + ".exe", "program " + i);
        }
        bench.concurrency = 3;
        CyclicBarrier threeAtATime = new CyclicBarrier(3);
        bench.engine.onOthers(task -> {
            try {
                threeAtATime.await(30, TimeUnit.SECONDS);
            } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException e) {
                throw new IllegalStateException(e);
            }
            return ScriptedEngine.signing("scripted").of(task);
        });

        assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);
    }

    @Test
    void batchesAreAsLargeAsTheEngineTakes() throws Exception {
        Bench bench = new Bench(folder, 3);
        for (String name : List.of("a.exe", "b.exe", "c.exe", "d.exe", "e.exe", "f.exe", "g.exe")) {
            bench.add(name, name);
        }

        bench.run();

        assertThat(bench.engine.calls())
                .containsExactly(
                        List.of("a.exe#1", "b.exe#1", "c.exe#1"),
                        List.of("d.exe#1", "e.exe#1", "f.exe#1"),
                        List.of("g.exe#1"));
    }

    @Test
    void batchIsNotDividedAmongThreads() throws Exception {
        Bench bench = new Bench(folder, 100);
        for (String name : List.of("a.exe", "b.exe", "c.exe")) {
            bench.add(name, name);
        }
        bench.concurrency = 2;

        bench.run();

        assertThat(bench.engine.calls()).containsExactly(List.of("a.exe#1", "b.exe#1", "c.exe#1"));
    }

    @Test
    void noThreadOutlivesTheRun() throws Exception {
        Bench bench = new Bench(folder);
        List<Thread> workers = new ArrayList<>();
        bench.engine.onOthers(task -> {
            synchronized (workers) {
                workers.add(Thread.currentThread());
            }
            return new Attempt.Done();
        });
        bench.add("a.exe", "a");
        bench.add("b.exe", "b");
        bench.concurrency = 2;

        bench.run();

        for (Thread worker : workers) {
            // The pool reports its end a moment before its last thread has left its run method.
            worker.join(10_000);
        }
        assertThat(workers).hasSize(2).noneMatch(Thread::isAlive);
    }

    @Test
    void unfitCertificateStopsTheRunBeforeAnyFileIsTouched() throws Exception {
        Bench bench = new Bench(folder);
        Path file = bench.add("app.exe", "program");
        bench.engine.withCertificate(TestCertificate.of("CN=Example")
                .validity("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
                .purposes(false, KeyPurposeId.id_kp_emailProtection)
                .make()
                .certificate());
        SigningRun run = new SigningRun(
                bench.engine,
                bench.verifier,
                new SystemAccess(
                        Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC),
                        bench.waits::add,
                        FileOperations.REAL,
                        bench.comparer));

        assertThatThrownBy(() -> run.run(bench.plan(), bench.progress))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(
                        "The signing certificate cannot be used: CERT_E_EXPIRED: The certificate \"Example\" expired on ")
                .hasMessageContaining("; CERT_E_WRONG_USAGE: The certificate \"Example\" is not for code signing")
                .hasMessageEndingWith(" Renew the certificate, and keep <timestamp> on so that signatures outlive it. "
                        + "Use a certificate that was issued for code signing.");
        assertThat(bench.engine.calls()).isEmpty();
        assertThat(file).hasContent("program");
        assertThat(bench.work).doesNotExist();
    }

    @Test
    void fitCertificateSigns() throws Exception {
        Bench bench = new Bench(folder);
        Path file = bench.add("app.exe", "program");
        bench.engine.withCertificate(TestCertificate.of("CN=Example").make().certificate());
        SigningRun run = new SigningRun(
                bench.engine,
                bench.verifier,
                new SystemAccess(
                        Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC),
                        bench.waits::add,
                        FileOperations.REAL,
                        bench.comparer));

        run.run(bench.plan(), bench.progress);

        assertThat(bench.verdict(file).isTrusted()).isTrue();
    }

    @Test
    void workFolderThatIsAFileIsAProblem() throws IOException {
        Bench bench = new Bench(folder);
        Path file = bench.add("app.exe", "program");
        Files.writeString(bench.work, "no folder");

        assertThatThrownBy(bench::run)
                .isInstanceOf(ProblemException.class)
                .hasMessage("The work folder " + bench.work + " cannot be used. (FileAlreadyExistsException) "
                        + "See that it is a folder on a local disk with free space, that the build may write to.");
        assertThat(file).hasContent("program");
    }
}
