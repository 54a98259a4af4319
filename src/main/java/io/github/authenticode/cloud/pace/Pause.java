package io.github.authenticode.cloud.pace;

import java.time.Duration;

/** The wait between two requests. A seam, so that tests take no time. */
@FunctionalInterface
public interface Pause {
    Pause REAL = duration -> Thread.sleep(duration.toMillis());

    void sleep(Duration duration) throws InterruptedException;
}
