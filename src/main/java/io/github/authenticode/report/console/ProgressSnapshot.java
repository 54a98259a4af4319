package io.github.authenticode.report.console;

import io.github.authenticode.report.text.Formats;
import java.time.Duration;
import java.util.Locale;

/**
 * The progress of a run at one moment.
 *
 * @param done files that ended, whatever their outcome
 * @param failed of those
 * @param inFlight files that have begun and not ended
 * @param elapsed since the run began
 */
public record ProgressSnapshot(int total, int done, int failed, int inFlight, Duration elapsed) {

    /** {@code 120 of 500 files, 1 failed, 16 in flight, 12.1 files/s, about 31 s left}. */
    String line() {
        return done + " of " + Formats.files(total) + ", " + failed + " failed, " + inFlight + " in flight"
                + (done == 0 ? "" : ", " + rate() + left());
    }

    private String rate() {
        double perSecond = done / Math.max(0.001, elapsed.toMillis() / 1000.0);
        return perSecond >= 1
                ? String.format(Locale.ROOT, "%.1f files/s", perSecond)
                : String.format(Locale.ROOT, "%.1f files/min", perSecond * 60);
    }

    /** As long for each of the others as for those that are done. */
    private String left() {
        long seconds = -Math.floorDiv(-elapsed.toMillis() * (total - done), done * 1000L);
        return done == total ? "" : ", about " + (seconds < 60 ? seconds + " s" : minutes(seconds)) + " left";
    }

    private static String minutes(long seconds) {
        return seconds / 60 + " min " + seconds % 60 + " s";
    }
}
