package io.github.authenticode.run;

import java.time.Duration;

/**
 * The rule of how often, and after what wait, a file is given to the engine again. Batches halve with each try, so that
 * one file that spoils its batch ends up alone.
 */
record RetryPolicy(int attempts, Duration firstDelay) {
    static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofSeconds(2));

    boolean allowedAfter(int attempt) {
        return attempt < attempts;
    }

    Duration delayAfter(int attempt) {
        return firstDelay.multipliedBy(1L << (attempt - 1));
    }

    int nextBatchSize(int batchSize) {
        return (batchSize + 1) / 2;
    }
}
