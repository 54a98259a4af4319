package io.github.authenticode.run;

import static io.github.authenticode.testing.run.ScriptedEngine.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InterruptionTest {
    @TempDir
    Path folder;

    @Test
    void interruptionStopsTheWorkersAndRemovesTheCopies() throws Exception {
        Bench bench = new Bench(folder);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            files.add(bench.add(i + ".exe", "program " + i));
        }
        bench.concurrency = 2;
        Set<Thread> workers = Collections.synchronizedSet(new HashSet<>());
        CountDownLatch bothAtWork = new CountDownLatch(2);
        bench.engine.onOthers(task -> {
            workers.add(Thread.currentThread());
            bothAtWork.countDown();
            new CountDownLatch(1).await();
            throw new AssertionError("never released");
        });
        Thread runner = Thread.currentThread();
        Thread user = new Thread(() -> {
            try {
                bothAtWork.await();
                runner.interrupt();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        user.start();

        assertThatThrownBy(bench::run).isInstanceOf(InterruptedException.class);

        user.join();
        for (Thread worker : workers) {
            worker.join(10_000);
        }
        assertThat(workers).hasSize(2).noneMatch(Thread::isAlive);
        assertThat(files)
                .allSatisfy(file ->
                        assertThat(file).content().startsWith("program ").hasSize(9));
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void interruptionDuringAWaitEndsTheRun() throws Exception {
        Bench bench = new Bench(folder);
        Path file = bench.add("app.exe", "program");
        bench.engine.onOthers(failing(true));
        Sleeper interrupted = duration -> {
            throw new InterruptedException();
        };
        SigningRun run = new SigningRun(
                bench.engine, bench.verifier, new SystemAccess(bench.clock, interrupted, bench.disk, bench.comparer));

        assertThatThrownBy(() -> run.run(bench.plan(), bench.progress)).isInstanceOf(InterruptedException.class);
        assertThat(file).hasContent("program");
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void threadThatIsInterruptedAlreadySignsNothing() throws Exception {
        Bench bench = new Bench(folder);
        Path file = bench.add("app.exe", "program");
        Thread.currentThread().interrupt();

        assertThatThrownBy(bench::run).isInstanceOf(InterruptedException.class);
        assertThat(file).hasContent("program");
        assertThat(bench.engine.calls()).isEmpty();
        assertThat(bench.work).doesNotExist();
    }

    @Test
    void engineThatTakesTheInterruptionForAFailureIsNotBelieved() throws Exception {
        Bench bench = new Bench(folder);
        Path file = bench.add("app.exe", "program");
        bench.engine.onOthers(task -> {
            Thread.currentThread().interrupt(); // the next read or write through a channel is cut off
            return failing(false).of(task);
        });

        assertThatThrownBy(bench::run).isInstanceOf(InterruptedException.class);
        assertThat(file).hasContent("program");
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void verifierThatTakesTheInterruptionForAViolationIsNotBelieved() throws Exception {
        Bench bench = new Bench(folder);
        Path file = bench.add("app.exe", "program");
        bench.existingSignature = ExistingSignature.REPLACE; // so that only the signed copy is judged
        bench.verifier = (path, format) -> {
            Thread.currentThread().interrupt();
            Violation violation = new Violation(ViolationCode.CRYPT_E_FILE_ERROR, "The file cannot be read.");
            return new Verdict(List.of(), List.of(violation));
        };

        assertThatThrownBy(bench::run).isInstanceOf(InterruptedException.class);
        assertThat(file).hasContent("program");
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void interruptionWhileTheCopyIsForcedToTheDiskIsNotAFailureOfTheFile() throws Exception {
        Bench bench = new Bench(folder);
        Path file = bench.add("app.exe", "program");
        // Read for the second time to set the modification time, just before the copy is forced to the disk.
        bench.clock = new InterruptingClock(2);

        assertThatThrownBy(bench::run).isInstanceOf(InterruptedException.class);
        assertThat(file).hasContent("program");
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    /** Interrupts the thread that reads it for the given time. */
    private static final class InterruptingClock extends Clock {
        private final AtomicInteger left;

        InterruptingClock(int reading) {
            this.left = new AtomicInteger(reading);
        }

        @Override
        public Instant instant() {
            if (left.decrementAndGet() == 0) {
                Thread.currentThread().interrupt();
            }
            return Instant.EPOCH;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
