package io.github.authenticode.testing;

import io.github.authenticode.concurrent.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on when somebody sleeps, and then at once; who sleep at the same time sleep beside one another. */
public final class VirtualTime extends Clock implements Sleeper {
    private static final Instant BEGINNING = Instant.parse("2026-11-22T12:00:00Z");

    private Instant now = BEGINNING;

    @Override
    public synchronized void sleep(Duration duration) {
        passUntil(now.plus(duration));
    }

    /** Lets a moment pass; none at all if it is over. */
    public synchronized void passUntil(Instant moment) {
        now = moment.isAfter(now) ? moment : now;
    }

    /** How much has passed. */
    public synchronized Duration passed() {
        return Duration.between(BEGINNING, now);
    }

    @Override
    public synchronized Instant instant() {
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
