package io.github.authenticode.run;

import static io.github.authenticode.testing.ScriptedEngine.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
            files.add(bench.add(i + ".exe", "program"));
        }
        bench.concurrency = 2;
        List<Thread> workers = Collections.synchronizedList(new ArrayList<>());
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
        assertThat(files).allSatisfy(file -> assertThat(file).hasContent("program"));
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
                bench.engine, bench.verifier, new Surroundings(bench.clock, interrupted, bench.disk, bench.signerRule));

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
    void interruptionOfAWorkerInTheMiddleOfReadingIsNotAFailureOfTheFile() throws Exception {
        Bench bench = new Bench(folder);
        Path file = bench.add("app.exe", "program");
        bench.engine.onOthers(task -> {
            Thread.currentThread().interrupt(); // the next read or write through a channel is cut off
            return new io.github.authenticode.engine.Attempt.Done();
        });

        assertThatThrownBy(bench::run).isInstanceOf(InterruptedException.class);
        assertThat(file).hasContent("program");
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }
}
