package io.github.authenticode.run;

import java.util.List;
import java.util.stream.IntStream;

/** The cutting of lists into pieces. */
public final class Batches {
    private Batches() {}

    /** The elements in order, in pieces of {@code size}; the last one may be shorter. */
    static <T> List<List<T>> of(List<T> all, int size) {
        int count = (all.size() + size - 1) / size;
        return IntStream.range(0, count)
                .mapToObj(i -> all.subList(i * size, Math.min(all.size(), (i + 1) * size)))
                .toList();
    }
}
