package io.github.authenticode.run;

import io.github.authenticode.plan.PlannedFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells of results in the order of the plan, however they end: two logs of one build can be compared. */
public final class InFileOrder implements Progress {
    private final Map<PlannedFile, Integer> places = new HashMap<>();
    private final SortedMap<Integer, FileResult> heldBack = new TreeMap<>();
    private final int total;
    private final Progress listener;
    private int told;

    /** @param listener told of each file with its place in the plan, 1 for the first */
    public InFileOrder(List<PlannedFile> files, Progress listener) {
        for (PlannedFile file : files) {
            places.put(file, places.size() + 1);
        }
        this.total = files.size();
        this.listener = listener;
    }

    @Override
    public synchronized void finished(int position, int all, FileResult result) {
        heldBack.put(places.getOrDefault(result.file(), total), result);
        while (!heldBack.isEmpty() && heldBack.firstKey() == told + 1) {
            tellNext();
        }
    }

    /** Tells of what is held back because a file before it never ended. */
    public synchronized void flush() {
        while (!heldBack.isEmpty()) {
            tellNext();
        }
    }

    private void tellNext() {
        told = heldBack.firstKey();
        listener.finished(told, total, Objects.requireNonNull(heldBack.remove(told)));
    }
}
