package io.github.authenticode.engine.embedded.timestamp;

import io.github.authenticode.plan.text.PublicUrl;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The order in which authorities are asked for the timestamp of one file. The authorities form a ring: the next one is
 * asked at once, and only when all have failed, a round is complete and it makes sense to wait.
 */
final class AuthorityRotation {
    /** Longer waits would hide from the user that nothing works. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);

    private static final int MAX_DOUBLINGS = 20;

    private final List<URI> candidates;
    private final Map<URI, String> reasons = new LinkedHashMap<>();
    private final Duration retryDelay;
    private int position;
    private int rounds;
    private boolean roundComplete;
    private boolean busyInThisRound;
    private boolean waitsElsewhere;

    /**
     * Starts the first round.
     *
     * @param first index of the authority to begin with
     */
    AuthorityRotation(List<URI> authorities, int first, Duration retryDelay) {
        this.candidates = new ArrayList<>(authorities.subList(first, authorities.size()));
        this.candidates.addAll(authorities.subList(0, first));
        this.retryDelay = retryDelay;
    }

    URI current() {
        return candidates.get(position);
    }

    /**
     * Notes that the current authority failed, and moves on.
     *
     * @param refused it is never to be asked again for this file
     */
    void failed(String reason, boolean refused) {
        reasons.put(current(), reason);
        if (refused) {
            candidates.remove(position);
        } else {
            position++;
        }
        next();
    }

    /**
     * Notes that the current authority has too much to do, and moves on; how long to leave it alone is up to its limit.
     */
    void busy(String reason) {
        reasons.put(current(), reason);
        busyInThisRound = true;
        position++;
        next();
    }

    private void next() {
        roundComplete = position >= candidates.size();
        if (roundComplete) {
            position = 0;
            rounds += busyInThisRound ? 0 : 1;
            waitsElsewhere = busyInThisRound;
            busyInThisRound = false;
        }
    }

    boolean isRoundComplete() {
        return roundComplete;
    }

    /** Whether one of those not asked for good, and not the current one, is like this. */
    boolean isAnother(Predicate<URI> like) {
        return candidates.stream().anyMatch(c -> !c.equals(current()) && like.test(c));
    }

    boolean exhausted() {
        return candidates.isEmpty();
    }

    /**
     * How long to wait before the current authority is asked: not at all within a round, doubling from round to round.
     */
    Duration delay() {
        if (!roundComplete || waitsElsewhere) {
            return Duration.ZERO;
        }
        Duration delay = retryDelay.multipliedBy(1L << Math.min(rounds - 1, MAX_DOUBLINGS));
        Duration limit = retryDelay.compareTo(MAX_WAIT) > 0 ? retryDelay : MAX_WAIT;
        return delay.compareTo(limit) > 0 ? limit : delay;
    }

    /**
     * Every authority asked, with the last reason for its failure: {@code http://a: unknown host; http://b: HTTP 503}.
     */
    String reasons() {
        return reasons.entrySet().stream()
                .map(e -> PublicUrl.of(e.getKey()) + ": " + e.getValue())
                .collect(Collectors.joining("; "));
    }
}
