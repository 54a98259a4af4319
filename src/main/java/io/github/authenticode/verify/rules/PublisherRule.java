package io.github.authenticode.verify.rules;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.naming.NamePattern;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The rule that a certificate belongs to an expected publisher. Names and not thumbprints: certificates of cloud
 * signing services live for three days, the name in them stays.
 */
final class PublisherRule {
    private final List<String> expected;
    private final List<NamePattern> patterns;
    private final Rule rule;

    /**
     * @param expected any one will do: a common name or organization, or some parts of a distinguished name (RFC 4514)
     */
    PublisherRule(List<String> expected) {
        this(expected, Rule.PUBLISHER);
    }

    /** @param rule which asks for them */
    PublisherRule(List<String> expected, Rule rule) {
        this.rule = rule;
        this.expected = expected;
        this.patterns = expected.stream().map(NamePattern::of).toList();
    }

    Optional<Violation> violation(X509Certificate signer) {
        if (patterns.stream().anyMatch(p -> p.matches(signer.getSubjectX500Principal()))) {
            return Optional.empty();
        }
        boolean whole = patterns.stream().anyMatch(p -> p.parts().isPresent());
        String actual = whole ? Names.distinguished(signer.getSubjectX500Principal()) : Names.of(signer);
        return Optional.of(new Violation(
                ViolationCode.TRUST_E_SUBJECT_NOT_TRUSTED,
                "Signed by \"" + actual + "\", not by " + NamePattern.list(expected) + ".",
                rule));
    }
}
