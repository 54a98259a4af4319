package io.github.authenticode.run;

import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks on threads of their own; none of these threads outlives the call, whatever happens. */
final class Workers {
    private Workers() {}

    /**
     * Runs all tasks, also after one of them failed, and waits for their end.
     *
     * @throws InterruptedException if this thread or a task was interrupted; all threads have ended then
     */
    static void run(int threads, Collection<Callable<Void>> tasks) throws InterruptedException {
        checkInterrupted();
        if (tasks.isEmpty()) {
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, tasks.size()), named());
        try {
            for (Future<Void> ended : pool.invokeAll(tasks)) {
                ended.get();
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            pool.shutdownNow();
            awaitEnd(pool);
        }
    }

    /** To be called after code that may have taken an interruption for an input or output error. */
    static void checkInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static ThreadFactory named() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "authenticode-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Tasks throw nothing checked but InterruptedException. */
    private static InterruptedException unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof InterruptedException interruption) {
            return interruption;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw cause instanceof RuntimeException crash ? crash : new IllegalStateException(e);
    }

    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
