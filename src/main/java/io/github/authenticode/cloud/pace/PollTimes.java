package io.github.authenticode.cloud.pace;

import java.time.Duration;

/**
 * The times at which to ask whether a signature is ready. They follow how long the service usually takes: with a fixed
 * or a growing interval, a hundred files ask a thousand times and still wait a tenth longer than they need to.
 *
 * <p>Safe for use by several threads.
 */
public final class PollTimes {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration STEP = Duration.ofMillis(25);
    private static final Duration SLOWEST = Duration.ofSeconds(1);
    /** One operation that hung must not make the next ones wait for nothing. */
    private static final Duration LONGEST_USUAL = Duration.ofSeconds(5);

    private static final int FINE = 32;

    /** Zero until something is known. */
    private Duration usual = Duration.ZERO;

    /**
     * How long to wait before the next question.
     *
     * @param asked how often it was not ready yet
     * @param before the wait before the last question
     */
    public synchronized Duration next(int asked, Duration before) {
        if (usual.isZero()) {
            return asked == 0 ? FIRST : shorter(before.plus(STEP), SLOWEST);
        }
        return switch (asked) {
            case 0 -> usual;
            case 1 -> longer(usual.dividedBy(FINE), STEP);
            default -> shorter(before.multipliedBy(3).dividedBy(2), SLOWEST);
        };
    }

    /**
     * A signature was ready.
     *
     * @param taken since its submission
     * @param atOnce when it was asked for the first time, so that it might have been ready earlier
     */
    public synchronized void ready(Duration taken, boolean atOnce) {
        if (usual.isZero()) {
            usual = longer(shorter(taken, LONGEST_USUAL), FIRST);
        } else if (atOnce) {
            usual = longer(usual.multipliedBy(FINE * 2 - 1L).dividedBy(FINE * 2L), FIRST);
        } else {
            usual = usual.multipliedBy(2)
                    .plus(shorter(longer(taken, usual), LONGEST_USUAL))
                    .dividedBy(3);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
