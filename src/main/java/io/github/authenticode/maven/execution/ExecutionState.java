package io.github.authenticode.maven.execution;

import io.github.authenticode.plan.PlannedFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The state of one execution: what it is to do, and what it has done of it, known at any moment to any thread. Whoever
 * tells how the execution ended closes it first, and only the first one to close it may tell: there are two, the thread
 * that works and, where that one does not let go when the JVM is to end, the thread that ends the JVM.
 *
 * @param <R> what is known of one file that is done
 */
public final class ExecutionState<R> {
    private final Function<R, PlannedFile> fileOf;
    private final Map<PlannedFile, R> done = new LinkedHashMap<>();
    private List<PlannedFile> planned = List.of();
    private boolean closed;

    ExecutionState(Function<R, PlannedFile> fileOf) {
        this.fileOf = fileOf;
    }

    /** These files, and no others, are to be done. */
    public synchronized void expect(List<PlannedFile> files) {
        if (!closed) {
            planned = List.copyOf(files);
        }
    }

    /** A file is done; what was told already does not change any more. */
    public synchronized void done(R result) {
        if (!closed) {
            done.put(fileOf.apply(result), result);
        }
    }

    /** Whether the caller is the one to tell. */
    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /** In the order of the plan. */
    synchronized List<PlannedFile> planned() {
        return planned;
    }

    /** Of the files that are done, in the order of the plan. */
    public synchronized List<R> results() {
        return planned.stream().map(done::get).filter(Objects::nonNull).toList();
    }

    /** In the order of the plan. */
    synchronized List<PlannedFile> unfinished() {
        return planned.stream().filter(file -> !done.containsKey(file)).toList();
    }
}
