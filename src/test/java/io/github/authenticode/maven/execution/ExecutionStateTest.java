package io.github.authenticode.maven.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.testing.run.SampleRuns;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExecutionStateTest {
    private final ExecutionState<FileResult> executionState = new ExecutionState<>(FileResult::file);

    @Test
    void filesAreInTheOrderOfThePlanHoweverTheyEnd() {
        executionState.expect(List.of(SampleRuns.file("a.exe"), SampleRuns.file("b.exe"), SampleRuns.file("c.exe")));
        executionState.done(SampleRuns.signed("c.exe", 1));
        executionState.done(SampleRuns.signed("a.exe", 1));

        assertThat(executionState.results()).extracting(r -> r.file().name()).containsExactly("a.exe", "c.exe");
        assertThat(executionState.unfinished()).containsExactly(SampleRuns.file("b.exe"));
    }

    @Test
    void whatWasToldDoesNotChange() {
        executionState.expect(List.of(SampleRuns.file("a.exe"), SampleRuns.file("b.exe")));
        executionState.done(SampleRuns.signed("a.exe", 1));
        assertThat(executionState.close()).isTrue();
        executionState.done(SampleRuns.signed("b.exe", 1));
        executionState.expect(List.of());

        assertThat(executionState.close()).isFalse();
        assertThat(executionState.planned()).hasSize(2);
        assertThat(executionState.results()).hasSize(1);
        assertThat(executionState.unfinished()).containsExactly(SampleRuns.file("b.exe"));
    }

    @Test
    void onlyOneOfTwoThreadsTells() throws Exception {
        CountDownLatch bothThere = new CountDownLatch(2);
        AtomicInteger told = new AtomicInteger();
        Runnable telling = () -> {
            bothThere.countDown();
            if (executionState.close()) {
                told.incrementAndGet();
            }
        };
        Thread other = new Thread(telling);
        other.start();
        telling.run();
        other.join();

        assertThat(told).hasValue(1);
    }
}
