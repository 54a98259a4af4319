package io.github.authenticode.cloud.pace;

import java.time.Clock;

/**
 * The pace at which one signing service is asked, by everything in one build together.
 *
 * @param limit how many signatures may be under way
 * @param retries shared with all other services
 */
public record ServicePace(Clock clock, Pause pause, AdaptiveLimit limit, RetryBudget retries, PollTimes polls) {
    /** As many signatures as are under way where the pom says nothing. */
    public static final int MOST = 16;

    /** A service that nobody asked yet. */
    public static ServicePace of(Clock clock, Pause pause, RetryBudget retries) {
        return new ServicePace(clock, pause, new AdaptiveLimit(MOST, clock, pause), retries, new PollTimes());
    }
}
