package io.github.authenticode.maven.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.testing.SampleRuns;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DocketTest {
    private final Docket<FileResult> docket = new Docket<>(FileResult::file);

    @Test
    void filesAreInTheOrderOfThePlanHoweverTheyEnd() {
        docket.expect(List.of(SampleRuns.file("a.exe"), SampleRuns.file("b.exe"), SampleRuns.file("c.exe")));
        docket.done(SampleRuns.signed("c.exe", 1));
        docket.done(SampleRuns.signed("a.exe", 1));

        assertThat(docket.results()).extracting(r -> r.file().name()).containsExactly("a.exe", "c.exe");
        assertThat(docket.unfinished()).containsExactly(SampleRuns.file("b.exe"));
    }

    @Test
    void whatWasToldDoesNotChange() {
        docket.expect(List.of(SampleRuns.file("a.exe"), SampleRuns.file("b.exe")));
        docket.done(SampleRuns.signed("a.exe", 1));
        assertThat(docket.close()).isTrue();
        docket.done(SampleRuns.signed("b.exe", 1));
        docket.expect(List.of());

        assertThat(docket.close()).isFalse();
        assertThat(docket.planned()).hasSize(2);
        assertThat(docket.results()).hasSize(1);
        assertThat(docket.unfinished()).containsExactly(SampleRuns.file("b.exe"));
    }

    @Test
    void onlyOneOfTwoThreadsTells() throws Exception {
        CountDownLatch bothThere = new CountDownLatch(2);
        AtomicInteger told = new AtomicInteger();
        Runnable telling = () -> {
            bothThere.countDown();
            if (docket.close()) {
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
