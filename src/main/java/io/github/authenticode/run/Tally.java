package io.github.authenticode.run;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects results as they come, tells a listener of one at a time, and gives them back in the order of the plan. */
final class Tally<R> {
    private final int total;
    private final Listener<R> listener;
    private final SortedMap<Integer, R> results = new TreeMap<>();

    Tally(int total, Listener<R> listener) {
        this.total = total;
        this.listener = listener;
    }

    synchronized void add(int index, R result) {
        results.put(index, result);
        listener.finished(results.size(), total, result);
    }

    synchronized List<R> inOrder() {
        return List.copyOf(results.values());
    }

    @FunctionalInterface
    interface Listener<R> {
        void finished(int position, int total, R result);
    }
}
