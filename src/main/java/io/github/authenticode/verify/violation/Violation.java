package io.github.authenticode.verify.violation;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.policy.Severity;
import java.util.List;
import java.util.Optional;

/**
 * One way in which a file falls short of the policy.
 *
 * @param message a plain sentence that a reader who knows no certificate jargon can act on
 * @param rule what it breaks
 * @param severity whether that rejects the file
 */
public record Violation(ViolationCode code, String message, Rule rule, Severity severity) {

    /** A violation of the rule that the code stands for where no other is named; an error. */
    public Violation(ViolationCode code, String message) {
        this(code, message, code.rule());
    }

    /** A violation that is an error until a policy says otherwise. */
    public Violation(ViolationCode code, String message, Rule rule) {
        this(code, message, rule, Severity.ERROR);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** What the rules make of it: nothing if its rule does not hold. */
    public Optional<Violation> under(Rules rules) {
        return rules.of(rule).map(Setting::severity).map(s -> new Violation(code, message, rule, s));
    }

    public static List<Violation> under(Rules rules, List<Violation> violations) {
        return violations.stream().flatMap(v -> v.under(rules).stream()).toList();
    }
}
