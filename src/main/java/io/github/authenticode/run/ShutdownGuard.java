package io.github.authenticode.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes the end of the JVM (Ctrl+C, SIGTERM) an interruption of the thread that works, and holds the JVM back for some seconds
 * until that thread has put its things away: staged copies removed, child processes ended. Without it a JVM that is asked to
 * end stops in the middle of everything, and its children go on. A hook is global to the JVM, so it stays only as long as there
 * is work; interrupted work of several modules ends side by side.
 */
public final class ShutdownGuard implements AutoCloseable {
    /** Windows gives a process that is being closed five to twenty seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private ShutdownGuard(Thread worker) {
        this.hook = new Thread(() -> end(worker), "authenticode-shutdown");
    }

    /** Guards the thread until it closes what is returned. */
    public static ShutdownGuard of(Thread worker) {
        ShutdownGuard guard = new ShutdownGuard(worker);
        try {
            Runtime.getRuntime().addShutdownHook(guard.hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: there is nothing to begin with.
            worker.interrupt();
        }
        return guard;
    }

    private void end(Thread worker) {
        worker.interrupt();
        try {
            if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work has ended, one way or the other. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook is at work, and is let go by what was just done.
        }
    }
}
