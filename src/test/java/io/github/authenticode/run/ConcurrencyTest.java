package io.github.authenticode.run;

import static io.github.authenticode.testing.run.ScriptedEngine.signing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Parallelism;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConcurrencyTest {
    @TempDir
    Path folder;

    @Test
    void noMoreFilesAreStagedThanAreInFlight() throws Exception {
        Bench bench = bench(30, 1);
        bench.concurrency = 3;
        List<Long> staged = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch threeAtWork = new CountDownLatch(3);
        bench.engine.onOthers(task -> {
            threeAtWork.countDown();
            threeAtWork.await();
            staged.add(copies(bench));
            return signing("scripted").of(task);
        });

        assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);

        assertThat(staged).hasSize(30).allMatch(copies -> copies <= 3).contains(3L);
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void toolWhoseCallsSpoilEachOthersIsCalledOnceAtATimeWhateverThePomSays() throws Exception {
        Bench bench = bench(20, 2);
        bench.concurrency = 8;
        bench.engine.with(Parallelism.NONE);
        AtomicInteger inside = new AtomicInteger();
        List<Integer> together = Collections.synchronizedList(new ArrayList<>());
        bench.engine.onOthers(task -> {
            together.add(inside.incrementAndGet());
            inside.decrementAndGet();
            return signing("scripted").of(task);
        });

        bench.run();

        assertThat(together).hasSize(20).containsOnly(1);
        assertThat(bench.engine.calls()).hasSize(10);
    }

    @Test
    void userDecidesHowManyUpToWhatTheEngineBears() {
        assertThat(Parallelism.of(16).calls(OptionalInt.empty())).isEqualTo(16);
        assertThat(Parallelism.of(16).calls(OptionalInt.of(3))).isEqualTo(3);
        assertThat(Parallelism.of(1).calls(OptionalInt.of(40))).isEqualTo(40);
        assertThat(Parallelism.NONE.calls(OptionalInt.of(40))).isEqualTo(1);
    }

    @Test
    void resultsAndLinesComeInTheOrderOfTheFiles() throws Exception {
        Bench bench = bench(4, 1);
        bench.concurrency = 4;
        CountDownLatch othersEnded = new CountDownLatch(3);
        bench.engine.on("0.exe", task -> {
            othersEnded.await();
            return signing("scripted").of(task);
        });
        List<String> lines = new ArrayList<>();
        bench.progress = new SigningProgress() {
            @Override
            public void ended(FileResult result) {
                othersEnded.countDown();
            }

            @Override
            public void finished(int position, int total, FileResult result) {
                lines.add(position + "/" + total + " " + result.file().name());
            }
        };

        List<FileResult> results = bench.run();

        assertThat(lines).containsExactly("1/4 0.exe", "2/4 1.exe", "3/4 2.exe", "4/4 3.exe");
        assertThat(results).extracting(r -> r.file().name()).containsExactly("0.exe", "1.exe", "2.exe", "3.exe");
    }

    private Bench bench(int files, int batchSize) throws Exception {
        Bench bench = new Bench(folder, batchSize);
        for (int i : IntStream.range(0, files).toArray()) {
            bench.add(i + ".exe", "program " + i);
        }
        return bench;
    }

    /** How many files there are copies of; each is in a folder of its own, in that of the run. */
    private static long copies(Bench bench) {
        return Stream.of(bench.work.toFile().listFiles(File::isDirectory))
                .flatMap(run -> Stream.of(run.listFiles(File::isDirectory)))
                .count();
    }
}
