package io.github.authenticode.plan.policy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The demands on a signature for a build to pass.
 *
 * @param trustedRoots PEM files, folders of PEM files, or keystores without a password for their certificates; empty
 *     means those of the JVM, of the system and of an installed .NET SDK, and the built-in one
 * @param verifyAt judge as if it were this instant; empty means now
 * @param file where rules were read from, if from a file
 */
public record Policy(Rules rules, List<Path> trustedRoots, Optional<Instant> verifyAt, Optional<Source> file) {
    private static final List<Rule> OF_THE_PUBLISHER = List.of(
            Rule.PUBLISHER,
            Rule.PUBLISHER_BY_FILE,
            Rule.SUBSCRIBER_EKU,
            Rule.ISSUER,
            Rule.ALLOWED_ROOTS,
            Rule.TIMESTAMP_AUTHORITY);

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

    /**
     * What holds for one file: where {@link Rule#PUBLISHER_BY_FILE} speaks of it, that stands in the place of {@link
     * Rule#PUBLISHER} and of what else tells one's own signature from others, with the names for this file as its
     * values.
     *
     * @param name how reports call the file
     */
    public Policy forFile(String name) {
        return rules.of(Rule.PUBLISHER_BY_FILE)
                .flatMap(s -> FilePublishers.of(s.byFile().stream(), name)
                        .map(entry -> new Setting(s.severity(), entry.publishers(), List.of())))
                .map(setting -> {
                    Policy others = ofAnybody();
                    return others.with(others.rules().with(Rule.PUBLISHER_BY_FILE, setting));
                })
                .orElse(this);
    }

    /** This policy without the rules that tell one's own signature from those of others. */
    public Policy ofAnybody() {
        Rules others = rules;
        for (Rule rule : OF_THE_PUBLISHER) {
            others = others.without(rule);
        }
        return with(others);
    }

    /** Whether a signature without timestamp is rejected. */
    public boolean timestampRequired() {
        return rules.of(Rule.TIMESTAMP_REQUIRED)
                .filter(s -> s.severity() == Severity.ERROR)
                .isPresent();
    }
}
