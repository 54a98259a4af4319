package io.github.authenticode.run.work;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The collector of results as they come; it tells a watcher of one at a time, and gives them back in the order of the
 * plan.
 */
public final class ResultCollector<R> {
    private final int total;
    private final ResultListener<R> watcher;
    private final SortedMap<Integer, R> results = new TreeMap<>();
    private int told;

    public ResultCollector(int total, ResultListener<R> watcher) {
        this.total = total;
        this.watcher = watcher;
    }

    public synchronized void start(int files) {
        watcher.started(files);
    }

    /** Work on so many of those that were started rests, until they are started again. */
    public synchronized void rest(int files) {
        watcher.started(-files);
    }

    public synchronized void add(int index, R result) {
        results.put(index, result);
        watcher.ended(result);
        for (R next = results.get(told); next != null; next = results.get(told)) {
            watcher.finished(++told, total, next);
        }
    }

    /** Where the run was cut short: tells of the files that ended and wait for one before them that never did. */
    public synchronized void cutShort() {
        results.tailMap(told).forEach((index, result) -> watcher.finished(index + 1, total, result));
        told = total;
    }

    public synchronized List<R> inOrder() {
        return List.copyOf(results.values());
    }
}
