package io.github.authenticode.cloud.pace;

import io.github.authenticode.concurrent.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The number of requests that may be under way at one service at a time, for all modules and threads of a build
 * together. A service that throttles halves it, once for all that was under way then, and each round of successes
 * brings one place back: additive increase, multiplicative decrease, as TCP does it. While the service asks to be left
 * alone, nobody enters.
 *
 * <p>Failsafe's bulkhead has a fixed size, and so does its rate limiter. Safe for use by several threads.
 */
public final class AdaptiveLimit {
    private static final Duration FIRST_REST = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 5;

    private final Clock clock;
    private final Sleeper sleeper;
    // Fair, so that no file waits while later ones pass by.
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition placeFree = lock.newCondition();

    private int most;
    private double places;
    private int taken;
    private int throttlings;
    private int throttlingsInARow;
    private long successes;
    private Instant restUntil = Instant.MIN;

    /** @param most places as long as nobody is throttled */
    public AdaptiveLimit(int most, Clock clock, Sleeper sleeper) {
        this.most = most;
        this.places = most;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Makes room for as many as somebody was configured to have under way. */
    public void raise(int wanted) {
        lock.lock();
        try {
            if (wanted > most) {
                places += wanted - most;
                most = wanted;
                placeFree.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many may be under way now. */
    public int places() {
        lock.lock();
        try {
            return (int) places;
        } finally {
            lock.unlock();
        }
    }

    /** How often the service did as asked: whether it goes on while others are throttled. */
    public long successes() {
        lock.lock();
        try {
            return successes;
        } finally {
            lock.unlock();
        }
    }

    /** How long the service asks to be left alone from now on. */
    public Duration rest() {
        Duration left = Duration.between(clock.instant(), restUntil());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Waits for a place, and until the service wants to be asked again. What it wants is looked at when there is a
     * place, and not before: those who had it may have been told something meanwhile.
     *
     * @param longest rest that is waited for, place or no place
     * @throws RestException at once if the service wants a longer one
     */
    public Permit enter(Duration longest) throws InterruptedException, RestException {
        Permit permit = takePlace();
        boolean ready = false;
        try {
            Duration left = longest;
            Instant waitedFor = Instant.MIN;
            for (Instant until = restUntil(); until.isAfter(waitedFor); until = restUntil()) {
                Duration rest = rest();
                if (rest.compareTo(left) > 0) {
                    throw new RestException(rest);
                }
                if (!rest.isZero()) {
                    sleeper.sleep(rest);
                }
                left = left.minus(rest);
                waitedFor = until;
            }
            ready = true;
        } finally {
            if (!ready) {
                permit.close();
            }
        }
        return permit;
    }

    private Permit takePlace() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (taken >= (int) places) {
                placeFree.await();
            }
            taken++;
            return new Permit(throttlings);
        } finally {
            lock.unlock();
        }
    }

    private Instant restUntil() {
        lock.lock();
        try {
            return restUntil;
        } finally {
            lock.unlock();
        }
    }

    /** The service wants to be left alone for longer than anybody waits. */
    public static final class RestException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Duration rest;

        private RestException(Duration rest) {
            super("wants to be left alone for " + Math.max(1, rest.toSeconds()) + " more seconds");
            this.rest = rest;
        }

        /** From now on. */
        public Duration rest() {
            return rest;
        }
    }

    /** A place; whoever has it tells how the service took what was asked. */
    public final class Permit implements AutoCloseable {
        private final int throttlingsBefore;
        private boolean closed;

        private Permit(int throttlingsBefore) {
            this.throttlingsBefore = throttlingsBefore;
        }

        /** The service did as asked. */
        public void succeeded() {
            lock.lock();
            try {
                throttlingsInARow = 0;
                successes++;
                places = Math.min(most, places + 1 / places);
                placeFree.signal();
            } finally {
                lock.unlock();
            }
        }

        /**
         * The service has too much to do.
         *
         * @param asked how long it wants to be left alone; without a word, one second and then longer each time
         */
        public void throttled(Optional<Duration> asked) {
            lock.lock();
            try {
                if (throttlingsBefore == throttlings) {
                    throttlings++;
                    throttlingsInARow++;
                    places = Math.max(1, places / 2);
                }
                Duration rest = asked.orElse(
                        FIRST_REST.multipliedBy(1L << Math.min(Math.max(0, throttlingsInARow - 1), MAX_DOUBLINGS)));
                Instant until = clock.instant().plus(rest);
                restUntil = until.isAfter(restUntil) ? until : restUntil;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    taken--;
                    placeFree.signal();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
