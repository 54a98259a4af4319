package io.github.authenticode.cloud;

import java.time.Duration;

/** Waits between two tries. */
@FunctionalInterface
public interface Pause {
    void of(Duration time) throws InterruptedException;
}
