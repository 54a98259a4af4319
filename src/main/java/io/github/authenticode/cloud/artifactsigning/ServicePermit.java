package io.github.authenticode.cloud.artifactsigning;

import io.github.authenticode.cloud.pace.AdaptiveLimit;
import io.github.authenticode.cloud.pace.AdaptiveLimit.RestException;
import io.github.authenticode.cloud.pace.ServicePace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One signature's place at the service, from the submission of its digest to the answer, and how often and how long it
 * may still be tried for. The time limit is one of what the service takes: waiting for a place, also because it
 * throttles, is not counted.
 */
final class ServicePermit implements AutoCloseable {
    private static final int MAX_RETRIES = 5;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private final ServicePace pace;
    private final Duration limit;
    private AdaptiveLimit.Permit permit;
    private Instant deadline;
    private long successesSeen;
    private int retries;
    private boolean allowanceUsedUp;

    private ServicePermit(ServicePace pace, Duration limit) throws InterruptedException, RestException {
        this.pace = pace;
        this.limit = limit;
        this.permit = pace.limit().enter(limit);
        this.successesSeen = pace.limit().successes();
        this.deadline = pace.clock().instant().plus(limit);
    }

    /**
     * Waits for a place.
     *
     * @param limit for everything that follows, and for how long the service may want to be left alone
     * @throws RestException if it wants that for longer
     */
    static ServicePermit enter(ServicePace pace, Duration limit) throws InterruptedException, RestException {
        return new ServicePermit(pace, limit);
    }

    /** Waits for the next try after a failure; false, at once, if there is none left, or if it would come too late. */
    boolean waitForRetry() throws InterruptedException {
        Duration wait = FIRST_WAIT.multipliedBy(1L << retries);
        if (retries >= MAX_RETRIES || isBeyond(wait) || !mayRetry()) {
            return false;
        }
        retries++;
        pace.sleeper().sleep(wait);
        return true;
    }

    /**
     * Gives up the place and waits for another one, since the service throttles; false, at once, if it asks for a
     * longer wait than a signature may take, or if there is no try left. A throttled try does not count as long as the
     * service serves others meanwhile.
     */
    boolean waitForRoom(Optional<Duration> asked) throws InterruptedException {
        permit.throttled(asked);
        long successes = pace.limit().successes();
        boolean served = successes > successesSeen;
        successesSeen = successes;
        boolean tooLong = asked.filter(rest -> rest.compareTo(limit) > 0).isPresent();
        if (tooLong || (!served && retries >= MAX_RETRIES) || !mayRetry()) {
            return false;
        }
        retries += served ? 0 : 1;
        Instant before = pace.clock().instant();
        permit.close();
        try {
            permit = pace.limit().enter(limit);
        } catch (RestException e) {
            return false; // another one was told meanwhile
        }
        deadline = deadline.plus(Duration.between(before, pace.clock().instant()));
        return true;
    }

    /** Waits until the state is asked for again; false, at once, if the limit would be passed. */
    boolean waitForPoll(Duration wait) throws InterruptedException {
        if (isBeyond(wait)) {
            return false;
        }
        pace.sleeper().sleep(wait);
        return true;
    }

    /** The service made a signature. */
    void succeeded() {
        pace.retries().earn();
        permit.succeeded();
    }

    /** Whether a retry was due that the build had no more of. */
    boolean isAllowanceUsedUp() {
        return allowanceUsedUp;
    }

    private boolean mayRetry() {
        allowanceUsedUp = !pace.retries().take();
        return !allowanceUsedUp;
    }

    private boolean isBeyond(Duration wait) {
        return pace.clock().instant().plus(wait).isAfter(deadline);
    }

    @Override
    public void close() {
        permit.close();
    }
}
