package io.github.authenticode.cloud.pace;

import dev.failsafe.CircuitBreaker;
import io.github.authenticode.concurrent.Sleeper;
import java.time.Clock;
import java.time.Duration;

/**
 * The knowledge of one build about a timestamp authority, over all modules: one that is dead is asked a bounded number
 * of times in the whole build, and not again for each file. Ten failures in a row keep everybody away for half a
 * minute; after that, one at a time may try.
 *
 * <p>Safe for use by several threads.
 */
public final class TimestampAuthority {
    /** Public authorities serve that many at a time, and say so if they don't. */
    public static final int MOST = 16;

    /** Of an authority that fails one request in three, that is one run in 60,000. */
    public static final int FAILURES = 10;

    private static final Duration REST = Duration.ofSeconds(30);

    private final AdaptiveLimit limit;
    private final CircuitBreaker<Object> breaker;
    private volatile String lastFailure = "";
    private volatile boolean failing;
    private volatile boolean hopeless;

    public TimestampAuthority(Clock clock, Sleeper sleeper) {
        this(clock, sleeper, REST);
    }

    /** @param rest how long nobody may ask after many failures */
    public TimestampAuthority(Clock clock, Sleeper sleeper, Duration rest) {
        this.limit = new AdaptiveLimit(MOST, clock, sleeper);
        this.breaker = CircuitBreaker.builder()
                .withFailureThreshold(FAILURES)
                .withSuccessThreshold(1)
                .withDelay(rest)
                .build();
    }

    /** How many may ask at a time. */
    public AdaptiveLimit limit() {
        return limit;
    }

    /** Whether it is the one to begin with: its last answer was good, or it has not been asked yet. */
    public boolean isFit() {
        return !failing && limit.rest().isZero();
    }

    /** Whether nobody may ask it for a while. */
    public boolean isShunned() {
        return breaker.isOpen() && !breaker.getRemainingDelay().isZero();
    }

    /** Whether it may be asked now. Whoever is told yes asks, and tells how that went. */
    public boolean mayBeAsked() {
        return breaker.tryAcquirePermit();
    }

    /** Why it may not be asked. */
    public String lastFailure() {
        return lastFailure;
    }

    /** It gave a timestamp. */
    public void answered() {
        failing = false;
        hopeless = false;
        breaker.recordSuccess();
    }

    /** It is alive, and has too much to do. */
    public void throttled() {
        breaker.recordSuccess();
    }

    /** It gave none. */
    public void failed(String reason) {
        lastFailure = reason;
        failing = true;
        breaker.recordFailure();
    }

    /** A file went without timestamp, after all that could be tried: the next one need not wait for the same. */
    public void giveUp() {
        hopeless = true;
    }

    /** Whether a file has failed for it, and nothing has succeeded since. */
    public boolean isGivenUp() {
        return hopeless;
    }
}
