package io.github.authenticode.run.work;

import java.time.Duration;

/** The wait between two tries. A seam, so that tests of retries take no time. */
@FunctionalInterface
public interface Sleeper {
    Sleeper REAL = pause -> Thread.sleep(pause.toMillis());

    void sleep(Duration duration) throws InterruptedException;
}
