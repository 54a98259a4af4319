package io.github.authenticode.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on by one step each time it is read. */
public final class TickingClock extends Clock {
    private final Duration step;
    private Instant next;

    public TickingClock(Instant first, Duration step) {
        this.next = first;
        this.step = step;
    }

    @Override
    public synchronized Instant instant() {
        Instant now = next;
        next = now.plus(step);
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
