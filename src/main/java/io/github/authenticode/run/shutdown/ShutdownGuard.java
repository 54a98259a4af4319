package io.github.authenticode.run.shutdown;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The guard that makes the end of the JVM (Ctrl+C, SIGTERM) an interruption of the thread that works, and holds the JVM
 * back until that thread has put its things away: staged copies removed, child processes ended, the report written.
 * Without it a JVM that is asked to end stops in the middle of everything, and its children go on. A thread that hangs
 * where nothing can interrupt it (a key on a token, a dead network drive) is not waited for: last words are said in its
 * place. A hook is global to the JVM, so it stays only as long as there is work; interrupted work of several modules
 * ends side by side.
 *
 * <p>All that takes seven seconds at most. Of those who ask a build to end, GitHub Actions has the least patience: 7.5
 * seconds after Ctrl+C it sends SIGTERM, and it kills 2.5 seconds later (<a
 * href="https://docs.github.com/en/actions/reference/workflow-cancellation-reference">documentation</a>); {@code docker
 * stop} kills after ten.
 */
public final class ShutdownGuard implements AutoCloseable {
    private final Thread worker;
    private final LastWords lastWords;
    private final Times times;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "authenticode-shutdown");

    /**
     * The times for which the end of the JVM is held back.
     *
     * @param calm in which a second request to end is not heard: wrappers pass on the signal that the terminal has sent
     * as well
     * @param grace the thread that works has so much more
     * @param last and the last words so much
     */
    public record Times(Duration calm, Duration grace, Duration last) {
        /** Seven seconds in all. */
        public static final Times USUAL =
                new Times(Duration.ofMillis(200), Duration.ofMillis(4800), Duration.ofSeconds(2));
    }

    /** The words on work that does not end. */
    @FunctionalInterface
    public interface LastWords {
        /** Whether this call told it: not if the work is about to end after all, and tells of it itself. */
        boolean said();
    }

    private ShutdownGuard(Thread worker, LastWords lastWords, Times times) {
        this.worker = worker;
        this.lastWords = lastWords;
        this.times = times;
    }

    /**
     * Guards the thread until it closes what is returned.
     *
     * @param lastWords said by another thread if this one does not end in time
     * @throws InterruptedException if the JVM is ending already: there is nothing to begin with
     */
    public static ShutdownGuard of(Thread worker, LastWords lastWords, Times times) throws InterruptedException {
        ShutdownGuard guard = new ShutdownGuard(worker, lastWords, times);
        try {
            Runtime.getRuntime().addShutdownHook(guard.hook);
        } catch (IllegalStateException e) {
            throw new InterruptedException("the JVM is ending");
        }
        return guard;
    }

    private void end() {
        if (!interrupt()) {
            return;
        }
        try {
            if (await(times.calm())) {
                return;
            }
            SecondSignal.ends();
            if (!await(times.grace())) {
                sayLastWords();
                await(times.last());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not what the thread does after this work. */
    private synchronized boolean interrupt() {
        boolean atWork = ended.getCount() > 0;
        if (atWork) {
            worker.interrupt();
        }
        return atWork;
    }

    private boolean await(Duration time) throws InterruptedException {
        return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** On a thread of its own, which may hang as well. */
    private void sayLastWords() {
        Thread speaker = new Thread(
                () -> {
                    if (lastWords.said()) {
                        ended.countDown();
                    }
                },
                "authenticode-last-words");
        speaker.setDaemon(true);
        speaker.start();
    }

    /** The work has ended, one way or the other. */
    @Override
    public void close() {
        synchronized (this) {
            ended.countDown();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook is at work, and is let go by what was just done.
        }
    }
}
