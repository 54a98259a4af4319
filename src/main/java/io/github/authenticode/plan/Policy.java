package io.github.authenticode.plan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a signature must be for a build to pass.
 *
 * @param trustedRoots PEM files, folders of PEM files, or keystores without a password for their certificates; empty
 *     means those of the JVM, of the system and of an installed .NET SDK, and the built-in one
 * @param verifyAt judge as if it were this instant; empty means now
 * @param file where rules were read from, if from a file
 */
public record Policy(Rules rules, List<Path> trustedRoots, Optional<Instant> verifyAt, Optional<Source> file) {
    public Policy {
        trustedRoots = List.copyOf(trustedRoots);
    }

    /**
     * A policy file.
     *
     * @param name without its folder
     * @param sha256 hexadecimal digest of its bytes, lower case
     */
    public record Source(String name, String sha256) {}

    /** The usual rules, with a few of them set. */
    public Policy(
            Optional<String> publisher,
            Optional<String> subscriberEku,
            boolean timestampRequired,
            List<Path> trustedRoots,
            Optional<Instant> verifyAt) {
        this(usual(publisher, subscriberEku, timestampRequired), trustedRoots, verifyAt, Optional.empty());
    }

    private static Rules usual(Optional<String> publisher, Optional<String> subscriberEku, boolean timestampRequired) {
        Rules rules = publisher.map(p -> Rules.USUAL.with(Rule.PUBLISHER, p)).orElse(Rules.USUAL);
        Rules more = subscriberEku.map(e -> with(rules, e)).orElse(rules);
        return timestampRequired ? more : more.without(Rule.TIMESTAMP_REQUIRED);
    }

    private static Rules with(Rules rules, String subscriberEku) {
        return rules.with(Rule.SUBSCRIBER_EKU, subscriberEku);
    }

    /** This policy with other rules. */
    public Policy with(Rules other) {
        return new Policy(other, trustedRoots, verifyAt, file);
    }

    /** Whether a signature without timestamp is rejected. */
    public boolean timestampRequired() {
        return rules.of(Rule.TIMESTAMP_REQUIRED)
                .filter(s -> s.severity() == Severity.ERROR)
                .isPresent();
    }
}
