package io.github.authenticode.run.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that run the tasks of a call; none of these threads outlives the call, whatever happens. A task that has
 * to wait for something ends and leaves the rest for later, so that it keeps no thread from the others.
 */
public final class Workers {
    private final int threads;
    private final ExecutorService pool;
    private final Deque<Work> ready;
    private final SortedMap<Integer, Work> resumed = new TreeMap<>();
    private final BlockingQueue<Runnable> news = new LinkedBlockingQueue<>();
    private int left;
    private int atWork;
    private int waiting;
    private Optional<ExecutionException> crash = Optional.empty();

    private Workers(int threads, List<? extends Work> tasks) {
        this.threads = Math.min(threads, tasks.size());
        this.pool = Executors.newFixedThreadPool(this.threads, named());
        this.ready = new ArrayDeque<>(tasks);
    }

    /** A task; it returns what else is to be done. */
    @FunctionalInterface
    public interface Work extends Callable<List<Later>> {
        @Override
        List<Later> call() throws InterruptedException;
    }

    /**
     * A task that can only be done after something else.
     *
     * @param event ended by any thread, in whatever way
     */
    public record Later(CompletionStage<?> event, Work work) {}

    /**
     * Runs all tasks, and what they leave for later, also after one of them failed, and waits for their end.
     *
     * @throws InterruptedException if this thread or a task was interrupted; all threads have ended then
     */
    public static void run(int threads, List<? extends Work> tasks) throws InterruptedException {
        checkInterrupted();
        if (tasks.isEmpty()) {
            return;
        }
        Workers workers = new Workers(threads, tasks);
        try {
            workers.run();
        } finally {
            workers.pool.shutdownNow();
            awaitEnd(workers.pool);
        }
    }

    /** To be called after code that may have taken an interruption for an input or output error. */
    public static void checkInterrupted() throws InterruptedException {
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

    /** Everything but the work itself is done by the calling thread, and so needs no lock. */
    private void run() throws InterruptedException {
        for (start(); atWork + waiting > 0; start()) {
            Runnable next = news.take();
            while (next != null) {
                next.run();
                next = news.poll();
            }
        }
        if (crash.isPresent()) {
            throw unwrapped(crash.get());
        }
    }

    /** What was begun before is finished before something new is begun. */
    private void start() {
        while (atWork < threads && !(resumed.isEmpty() && ready.isEmpty())) {
            atWork++;
            pool.execute(new FutureTask<>(resumed.isEmpty() ? ready.remove() : resumed.remove(resumed.firstKey())) {
                @Override
                protected void done() {
                    news.add(() -> ended(this));
                }
            });
        }
    }

    private void ended(Future<List<Later>> task) {
        atWork--;
        try {
            for (Later later : task.get()) {
                waiting++;
                int number = left++;
                // A future tells the last one first; what was left first is resumed first all the same.
                later.event().whenComplete((result, failure) -> news.add(() -> resume(number, later.work())));
            }
        } catch (ExecutionException e) {
            crash = crash.isPresent() ? crash : Optional.of(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("It has ended, and nobody waits for it", e);
        }
    }

    private void resume(int number, Work work) {
        waiting--;
        resumed.put(number, work);
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
