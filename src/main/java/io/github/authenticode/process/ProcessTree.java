package io.github.authenticode.process;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A child process and what it starts. The tree is looked at again and again while the child lives, since the operating
 * system forgets who started a process once the parent is gone.
 */
final class ProcessTree {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Process root;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    ProcessTree(Process root) {
        this.root = root;
    }

    /** Waits for the child itself to end; false if the time is over. */
    boolean waitFor(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            look();
            long left = end - System.nanoTime();
            if (root.waitFor(Math.max(0, Math.min(left, LOOK_EVERY.toNanos())), TimeUnit.NANOSECONDS)) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
        }
    }

    /** Ends the child and everything that it is known to have started, the parents first so that none starts more. */
    void destroy() {
        look();
        root.destroyForcibly();
        destroyDescendants();
    }

    /** Ends what outlived the child. */
    void destroyDescendants() {
        Set<ProcessHandle> more = new LinkedHashSet<>(seen);
        for (ProcessHandle process : seen) {
            process.descendants().forEach(more::add);
        }
        more.forEach(ProcessHandle::destroyForcibly);
    }

    private void look() {
        root.descendants().forEach(seen::add);
    }
}
