package io.github.authenticode.run.shutdown;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Guarded work that nothing can interrupt. Its arguments say what becomes of each when the JVM is to end; several are
 * at work side by side, like the modules of a build.
 */
final class GuardInAnotherJvm {
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);

    private final String name;
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final CountDownLatch begun;

    private GuardInAnotherJvm(String name, CountDownLatch begun) {
        this.name = name;
        this.begun = begun;
    }

    public static void main(String[] names) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(names.length);
        for (String name : List.of(names)) {
            GuardInAnotherJvm work = new GuardInAnotherJvm(name, begun);
            new Thread(work::run, name).start();
        }
        begun.await();
        System.out.println("all at work");
    }

    private void run() {
        try {
            switch (name) {
                case "told of" -> guarded(new ShutdownGuard.Times(SOON, SOON, NEVER), () -> say("last words"));
                case "hanging words" -> guarded(new ShutdownGuard.Times(SOON, SOON, SOON), GuardInAnotherJvm::hang);
                case "telling" -> guarded(new ShutdownGuard.Times(SOON, SOON, NEVER), this::letGo);
                case "deaf" -> guarded(new ShutdownGuard.Times(SOON, NEVER, NEVER), GuardInAnotherJvm::hang);
                case "ended" -> ended();
                default -> throw new IllegalArgumentException(name);
            }
        } catch (InterruptedException e) {
            say("interrupted");
        }
    }

    private void guarded(ShutdownGuard.Times times, ShutdownGuard.LastWords lastWords) throws InterruptedException {
        ShutdownGuard guard = ShutdownGuard.of(Thread.currentThread(), lastWords, times);
        try (guard) {
            begun.countDown();
            awaitUninterruptibly(letGo);
            say("ended after all");
            beginMore(times);
        }
    }

    private void beginMore(ShutdownGuard.Times times) {
        try {
            ShutdownGuard.of(Thread.currentThread(), GuardInAnotherJvm::hang, times)
                    .close();
        } catch (InterruptedException e) {
            say("begins nothing more");
        }
    }

    private void ended() throws InterruptedException {
        ShutdownGuard.of(Thread.currentThread(), GuardInAnotherJvm::hang, new ShutdownGuard.Times(NEVER, NEVER, NEVER))
                .close();
        begun.countDown();
        letGo.await();
    }

    /** The work is about to end, and tells of itself. */
    private boolean letGo() {
        letGo.countDown();
        return false;
    }

    private static boolean hang() {
        awaitUninterruptibly(new CountDownLatch(1));
        return true;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        for (boolean done = false; !done; ) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                done = false;
            }
        }
    }

    private boolean say(String line) {
        System.out.println(name + ": " + line);
        return true;
    }
}
