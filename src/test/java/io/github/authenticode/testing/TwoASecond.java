package io.github.authenticode.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Counts requests as a service does that takes two a second and refuses the others. */
public final class TwoASecond {
    private static final int ALLOWED = 2;

    private final Clock clock;
    private Instant second = Instant.EPOCH;
    private int inThisSecond;
    private int refused;

    public TwoASecond(Clock clock) {
        this.clock = clock;
    }

    /** Whether a request is one of the two. */
    public synchronized boolean allows() {
        Instant now = clock.instant();
        if (Duration.between(second, now).compareTo(Duration.ofSeconds(1)) >= 0) {
            second = now;
            inThisSecond = 0;
        }
        boolean allowed = inThisSecond < ALLOWED;
        inThisSecond += allowed ? 1 : 0;
        refused += allowed ? 0 : 1;
        return allowed;
    }

    public synchronized int refused() {
        return refused;
    }
}
