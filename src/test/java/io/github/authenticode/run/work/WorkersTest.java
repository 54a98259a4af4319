package io.github.authenticode.run.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.run.work.Workers.Later;
import io.github.authenticode.run.work.Workers.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatWasBegunIsFinishedBeforeSomethingNewIsBegun() throws Exception {
        CompletableFuture<String> event = new CompletableFuture<>();
        Work waits = () -> List.of(later(event, "first of two"), later(event, "second of two"));
        Work ends = () -> {
            event.complete("");
            return doing("end").call();
        };

        Workers.run(1, List.of(waits, ends, doing("new"), doing("newer")));

        assertThat(done).containsExactly("end", "first of two", "second of two", "new", "newer");
    }

    @Test
    void eventThatFailsOrWasThereBeforeIsOneToo() throws Exception {
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new IllegalStateException("it failed"));

        Workers.run(1, List.of(() -> List.of(later(failed, "after a failure"))));

        assertThat(done).containsExactly("after a failure");
    }

    @Test
    void eventMayComeFromAnyThreadWhenNothingElseIsLeftToDo() throws Exception {
        CompletableFuture<String> event = new CompletableFuture<>();
        CountDownLatch waiting = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            try {
                waiting.await();
                event.complete("");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        other.start();

        Workers.run(2, List.of(() -> {
            waiting.countDown();
            return List.of(later(event, "later"));
        }));

        other.join();
        assertThat(done).containsExactly("later");
    }

    @Test
    void taskThatCrashesStopsNoOtherAndIsTold() {
        List<Work> tasks = new ArrayList<>();
        tasks.add(() -> {
            throw new IllegalStateException("crash");
        });
        IntStream.range(0, 20).forEach(i -> tasks.add(doing("task")));

        assertThatThrownBy(() -> Workers.run(3, tasks))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("crash");
        assertThat(done).hasSize(20);
    }

    @Test
    void eventThatComesAfterTheEndDisturbsNobody() throws Exception {
        CompletableFuture<String> event = new CompletableFuture<>();
        Thread runner = Thread.currentThread();

        assertThatThrownBy(() -> Workers.run(1, List.of(() -> {
                    runner.interrupt();
                    return List.of(later(event, "too late"));
                })))
                .isInstanceOf(InterruptedException.class);
        event.complete("");

        assertThat(done).isEmpty();
    }

    private Work doing(String what) {
        return () -> {
            done.add(what);
            return List.of();
        };
    }

    private Later later(CompletableFuture<String> event, String what) {
        return new Later(event, doing(what));
    }
}
