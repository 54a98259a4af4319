package io.github.authenticode.verify.online;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * The cache of what was fetched, for the time of a build: two hundred files of one signer need one answer. Of several
 * threads that want the same at the same time, one fetches and the others wait. A failure is kept as well, so that
 * nobody waits for it twice.
 */
final class FetchCache<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> kept = new ConcurrentHashMap<>();

    /** The fetch of what is not there yet. */
    @FunctionalInterface
    interface Fetch<V> {
        V get() throws IOException, InterruptedException;
    }

    /** Whoever was to get it did not get to it, which says nothing of what there is to get. */
    private static final class GivenUpException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** @param stillGood whether what is kept may be used; else it is fetched again */
    V get(K key, Predicate<V> stillGood, Fetch<V> fetch) throws IOException, InterruptedException {
        Predicate<V> good = stillGood;
        while (true) {
            CompletableFuture<V> mine = new CompletableFuture<>();
            CompletableFuture<V> first = kept.putIfAbsent(key, mine);
            if (first == null) {
                return fill(key, mine, fetch);
            }
            try {
                V value = await(first);
                if (good.test(value)) {
                    return value;
                }
                good = fresh -> true;
            } catch (GivenUpException e) {
                // Another file's budget was spent, or its thread interrupted: this one asks itself.
            }
            kept.remove(key, first);
        }
    }

    private V fill(K key, CompletableFuture<V> mine, Fetch<V> fetch) throws IOException, InterruptedException {
        try {
            V value = fetch.get();
            mine.complete(value);
            return value;
        } catch (InterruptedException | FileBudget.SpentException | RuntimeException e) {
            kept.remove(key, mine);
            mine.completeExceptionally(new GivenUpException());
            throw e;
        } catch (IOException e) {
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static <V> V await(CompletableFuture<V> other) throws IOException, InterruptedException {
        try {
            return other.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }
}
