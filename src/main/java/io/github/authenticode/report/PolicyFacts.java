package io.github.authenticode.report;

import io.github.authenticode.plan.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What files were held against.
 *
 * @param trustSources where the trusted roots came from, in words: {@code etc/root.pem}, {@code roots of the JVM (142)}
 * @param verifyAt the instant that was given; absent means that the clock was used
 */
public record PolicyFacts(
        Optional<String> publisher,
        Optional<String> subscriberEku,
        boolean timestampRequired,
        List<String> trustSources,
        Optional<Instant> verifyAt) {
    public PolicyFacts {
        trustSources = List.copyOf(trustSources);
    }

    /** The policy with its list of roots replaced by what was really used. */
    public static PolicyFacts of(Policy policy, List<String> trustSources) {
        return new PolicyFacts(
                policy.publisher(),
                policy.subscriberEku(),
                policy.timestampRequired(),
                trustSources,
                policy.verifyAt());
    }
}
