package io.github.authenticode.concurrent;

import java.time.Duration;

/** The wait between two tries. A seam, so that tests of retries take no time. */
@FunctionalInterface
public interface Sleeper {
    Sleeper REAL = duration -> Thread.sleep(duration.toMillis());

    void sleep(Duration duration) throws InterruptedException;
}
