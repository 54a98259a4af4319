package io.github.authenticode.report;

import io.github.authenticode.plan.Policy;
import io.github.authenticode.plan.Rule;
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
                names(policy, Rule.PUBLISHER),
                names(policy, Rule.SUBSCRIBER_EKU),
                policy.timestampRequired(),
                trustSources,
                policy.verifyAt());
    }

    private static Optional<String> names(Policy policy, Rule rule) {
        return policy.rules().of(rule).map(s -> String.join(" or ", s.values()));
    }
}
