package io.github.authenticode.run.file;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time that something took. */
public final class Elapsed {
    private Elapsed() {}

    /** The time since {@code began}, and zero if the clock was set back meanwhile. */
    public static Duration since(Instant began, Clock clock) {
        Duration duration = Duration.between(began, clock.instant());
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
