package io.github.authenticode.verify.online;

import io.github.authenticode.concurrent.SingleFlight;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * The cache of what was fetched, for the time of a build: two hundred files of one signer need one answer. Of several
 * threads that want the same at the same time, one fetches and the others wait. A failure is kept as well, so that
 * nobody waits for it twice; but not that a file's budget was spent, or a thread interrupted, which says nothing of
 * what there is to get.
 */
final class FetchCache<K, V> {
    private final SingleFlight<K, Fetched<V>> kept = new SingleFlight<>();

    /** The fetch of what is not there yet. */
    @FunctionalInterface
    interface Fetch<V> {
        V get() throws IOException, InterruptedException;
    }

    /** The outcome of fetching: an answer, or the failure to get one. */
    private sealed interface Fetched<V> {
        record Answer<V>(V value) implements Fetched<V> {}

        record Failure<V>(IOException cause) implements Fetched<V> {}
    }

    /** @param stillGood whether what is kept may be used; else it is fetched again */
    V get(K key, Predicate<V> stillGood, Fetch<V> fetch) throws IOException, InterruptedException {
        Predicate<V> good = stillGood;
        while (true) {
            SingleFlight.Result<Fetched<V>> result = kept.get(key, () -> fetched(fetch));
            if (result.value() instanceof Fetched.Failure<V> failed) {
                throw failed.cause();
            }
            V value = ((Fetched.Answer<V>) result.value()).value();
            if (!result.reused() || good.test(value)) {
                return value;
            }
            good = fresh -> true;
            kept.forget(key, result.value());
        }
    }

    private static <V> Fetched<V> fetched(Fetch<V> fetch) throws IOException, InterruptedException {
        try {
            return new Fetched.Answer<>(fetch.get());
        } catch (FileBudget.SpentException e) {
            throw e;
        } catch (IOException e) {
            return new Fetched.Failure<>(e);
        }
    }
}
