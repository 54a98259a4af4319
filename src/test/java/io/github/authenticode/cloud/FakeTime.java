package io.github.authenticode.cloud;

import io.github.authenticode.concurrent.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A clock that only goes on when somebody sleeps, and then at once. Begins with the real time. */
public final class FakeTime extends Clock implements Sleeper {
    private final List<Duration> pauses = new ArrayList<>();
    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    public static FakeTime at(Instant instant) {
        FakeTime time = new FakeTime();
        time.now = instant;
        return time;
    }

    @Override
    public synchronized void sleep(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
    }

    public List<Duration> pauses() {
        return pauses;
    }

    @Override
    public Instant instant() {
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
