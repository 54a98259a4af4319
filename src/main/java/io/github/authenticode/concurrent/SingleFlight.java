package io.github.authenticode.concurrent;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/**
 * Values that are made once for each key, however many threads want them: one makes it, the others wait for it or come
 * back for it. A value that could not be made leaves no trace, and whoever waited for it makes it itself.
 *
 * <p>Nobody who makes a value waits here, and nobody who waits has anything that another one needs; so there is no
 * deadlock.
 */
public final class SingleFlight<K, V> {
    private final ConcurrentMap<K, CompletableFuture<Optional<V>>> flights = new ConcurrentHashMap<>();

    /** Makes a value. */
    @FunctionalInterface
    public interface Maker<V, E extends Exception> {
        V make() throws E, InterruptedException;
    }

    /** @param reused made before this call, or by another thread during it */
    public record Result<V>(V value, boolean reused) {}

    /** The state of a value when it is asked for. */
    public sealed interface State<V> {
        /** It was made. */
        record Made<V>(V value) implements State<V> {}

        /** Another one makes it; ask again when that has ended, well or not. */
        record UnderWay<V>(CompletionStage<?> end) implements State<V> {}

        /** Nobody has made it: whoever asked is to do so, and to close this whatever comes of it. */
        final class First<V> implements State<V>, AutoCloseable {
            private final CompletableFuture<Optional<V>> flight;
            private final Runnable removal;

            private First(CompletableFuture<Optional<V>> flight, Runnable removal) {
                this.flight = flight;
                this.removal = removal;
            }

            public void made(V value) {
                flight.complete(Optional.of(value));
            }

            /** It was not made, unless {@link #made} was called. */
            @Override
            public void close() {
                if (!flight.isDone()) {
                    removal.run();
                    flight.complete(Optional.empty());
                }
            }
        }
    }

    /** The state of a value now; without waiting. */
    public State<V> ask(K key) {
        while (true) {
            CompletableFuture<Optional<V>> mine = new CompletableFuture<>();
            CompletableFuture<Optional<V>> other = flights.putIfAbsent(key, mine);
            if (other == null) {
                return new State.First<>(mine, () -> flights.remove(key, mine));
            }
            if (!other.isDone()) {
                return new State.UnderWay<>(other);
            }
            Optional<V> value = other.join();
            if (value.isPresent()) {
                return new State.Made<>(value.get());
            }
            flights.remove(key, other);
        }
    }

    /** The value, which this thread makes if nobody has; it waits for another one that makes it. */
    public <E extends Exception> Result<V> get(K key, Maker<? extends V, E> maker) throws E, InterruptedException {
        while (true) {
            State<V> state = ask(key);
            if (state instanceof State.Made<V> made) {
                return new Result<>(made.value(), true);
            }
            if (state instanceof State.UnderWay<V> other) {
                await(other.end());
            } else if (state instanceof State.First<V> first) {
                try (first) {
                    V value = maker.make();
                    first.made(value);
                    return new Result<>(value, false);
                }
            }
        }
    }

    private static void await(CompletionStage<?> end) throws InterruptedException {
        try {
            end.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("It is only ever completed with a value", e);
        }
    }

    /** A value that was made elsewhere; one that is here already, or under way, stays. */
    public void learn(K key, V value) {
        flights.putIfAbsent(key, CompletableFuture.completedFuture(Optional.of(value)));
    }

    /** This value is no longer good; another one that has taken its place meanwhile stays. */
    public void forget(K key, V value) {
        flights.computeIfPresent(
                key,
                (same, flight) ->
                        flight.getNow(Optional.empty()).filter(value::equals).isPresent() ? null : flight);
    }
}
