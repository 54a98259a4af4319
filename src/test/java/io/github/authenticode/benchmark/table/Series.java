package io.github.authenticode.benchmark.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times of the same work, of which the median counts. */
public final class Series {
    private final List<Duration> times = new ArrayList<>();

    public void add(Duration time) {
        times.add(time);
    }

    /** In seconds. */
    public double median() {
        List<Duration> sorted = times.stream().sorted().toList();
        int middle = sorted.size() / 2;
        Duration upper = sorted.get(middle);
        Duration median = sorted.size() % 2 == 1
                ? upper
                : upper.plus(sorted.get(middle - 1)).dividedBy(2);
        return median.toNanos() / 1e9;
    }

    /** How much longer this took than an empty run of the same series, in seconds. */
    public double above(Series empty) {
        return Math.max(0.001, median() - empty.median());
    }

    /** All of them, in the order measured. */
    @Override
    public String toString() {
        return times.stream()
                .map(t -> String.format(Locale.ROOT, "%.2f", t.toNanos() / 1e9))
                .toList()
                .toString();
    }
}
