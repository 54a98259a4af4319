package io.github.authenticode.cloud.pace;

/**
 * The number of times that a whole build may ask once more, over all modules, files and services. Each success earns
 * one retry, so that a service that fails now and then is never in want of them; when nothing succeeds any more, a
 * release of hundreds of files stops knocking soon. The idea is Finagle's retry budget.
 */
public final class RetryBudget {
    /** Enough for sixteen files at once that all find a service restarting. */
    public static final int MOST = 100;

    /** What a problem adds when there are none left. */
    public static final String USED_UP =
            "It was not tried again: " + MOST + " retries of this build have come to nothing.";

    private int left = MOST;

    /** Takes one; false if there is none left. */
    public synchronized boolean take() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    /** Something succeeded. */
    public synchronized void earn() {
        left = Math.min(MOST, left + 1);
    }
}
