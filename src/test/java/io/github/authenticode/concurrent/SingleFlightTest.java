package io.github.authenticode.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SingleFlightTest {
    private final SingleFlight<String, String> flights = new SingleFlight<>();

    @Test
    void valueIsMadeOnce() throws Exception {
        assertThat(flights.get("key", () -> "one")).isEqualTo(new SingleFlight.Result<>("one", false));
        assertThat(flights.get("key", () -> "another")).isEqualTo(new SingleFlight.Result<>("one", true));
        assertThat(flights.ask("key")).isEqualTo(new SingleFlight.State.Made<>("one"));
        assertThat(flights.get("other key", () -> "two").value()).isEqualTo("two");
    }

    @Test
    void oneThatCouldNotBeMadeLeavesNoTrace() throws Exception {
        assertThatThrownBy(() -> flights.get("key", () -> {
                    throw new IOException("refused");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("refused");
        assertThatThrownBy(() -> flights.get("key", () -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);

        assertThat(flights.get("key", () -> "made").reused()).isFalse();
    }

    @Test
    void whoAsksMeanwhileIsToldOfTheEndAndNeverWaits() {
        CompletionStage<?> end;
        try (SingleFlight.State.First<String> first = first()) {
            end = ((SingleFlight.State.UnderWay<String>) flights.ask("key")).end();
            assertThat(end.toCompletableFuture()).isNotDone();
            first.made("value");
        }

        assertThat(end.toCompletableFuture()).isCompleted();
        assertThat(flights.ask("key")).isEqualTo(new SingleFlight.State.Made<>("value"));
    }

    @Test
    void theNextOneIsFirstWhereTheFirstOneGaveUp() {
        SingleFlight.State.First<String> first = first();
        CompletionStage<?> end = ((SingleFlight.State.UnderWay<String>) flights.ask("key")).end();
        first.close();

        assertThat(end.toCompletableFuture()).isCompleted();
        try (SingleFlight.State.First<String> next = first()) {
            next.made("value");
        }
    }

    @Test
    void interruptedThreadWaitsNoLonger() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try (SingleFlight.State.First<String> first = first()) {
            Future<SingleFlight.Result<String>> other = threads.submit(() -> {
                Thread.currentThread().interrupt();
                waits.countDown();
                return flights.get("key", () -> "value");
            });
            waits.await();

            assertThatThrownBy(other::get).hasCauseInstanceOf(InterruptedException.class);
            first.made("value of the first");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsLearntTakesNoPlaceThatIsTaken() {
        flights.learn("key", "one");
        flights.learn("key", "another");

        assertThat(flights.ask("key")).isEqualTo(new SingleFlight.State.Made<>("one"));
    }

    @Test
    void onlyTheValueThatIsNoLongerGoodIsForgotten() {
        flights.learn("key", "one");
        flights.forget("key", "another");
        assertThat(flights.ask("key")).isEqualTo(new SingleFlight.State.Made<>("one"));

        flights.forget("key", "one");
        try (SingleFlight.State.First<String> first = first()) {
            flights.forget("key", "one");
            first.made("two");
        }
        assertThat(flights.ask("key")).isEqualTo(new SingleFlight.State.Made<>("two"));
    }

    private SingleFlight.State.First<String> first() {
        return (SingleFlight.State.First<String>) flights.ask("key");
    }
}
