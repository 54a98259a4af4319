package io.github.authenticode.verify.rules;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.policy.Severity;
import java.util.List;
import java.util.Optional;

/** The rules for the question whether somebody's signature is worth keeping, whoever that is. */
public final class SoundnessRules {
    private SoundnessRules() {}

    /**
     * The usual rules, without what a policy has eased: a file that it accepts is sound. Without a timestamp a
     * signature ends with its certificate, so that one always counts.
     */
    public static Rules rules(Rules policy) {
        Rules rules = Rules.USUAL;
        for (Rule rule : Rules.USUAL.settings().keySet()) {
            Optional<Setting> stated = policy.of(rule);
            if (rule == Rule.TIMESTAMP_REQUIRED || rule.isFixed()) {
                continue;
            }
            if (stated.isEmpty()) {
                rules = rules.without(rule);
            } else if (stated.get().severity() == Severity.WARNING) {
                List<String> usual = Rules.USUAL.of(rule).map(Setting::values).orElse(List.of());
                rules = rules.with(rule, new Setting(Severity.WARNING, usual, List.of()));
            }
        }
        return rules;
    }
}
