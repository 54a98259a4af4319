package io.github.authenticode.report;

import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The policy that files were held against.
 *
 * @param file where rules were read from, if from a file
 * @param trustSources where the trusted roots came from, in words: {@code etc/root.pem}, {@code roots of the JVM (142)}
 * @param verifyAt the instant that was given; absent means that the clock was used
 */
public record PolicyFacts(
        Rules rules, Optional<Policy.Source> file, List<String> trustSources, Optional<Instant> verifyAt) {
    public PolicyFacts {
        trustSources = List.copyOf(trustSources);
    }

    /** The usual rules, with a few of them set. */
    public PolicyFacts(
            Optional<String> publisher,
            Optional<String> subscriberEku,
            boolean timestampRequired,
            List<String> trustSources,
            Optional<Instant> verifyAt) {
        this(
                new Policy(publisher, subscriberEku, timestampRequired, List.<Path>of(), verifyAt).rules(),
                Optional.empty(),
                trustSources,
                verifyAt);
    }

    /** The policy with its list of roots replaced by what was really used. */
    public static PolicyFacts of(Policy policy, List<String> trustSources) {
        return new PolicyFacts(policy.rules(), policy.file(), trustSources, policy.verifyAt());
    }

    public Optional<String> publisher() {
        return values(Rule.PUBLISHER);
    }

    public Optional<String> subscriberEku() {
        return values(Rule.SUBSCRIBER_EKU);
    }

    public boolean timestampRequired() {
        return rules.hold(Rule.TIMESTAMP_REQUIRED);
    }

    private Optional<String> values(Rule rule) {
        return rules.of(rule).map(s -> String.join(" or ", s.values()));
    }
}
