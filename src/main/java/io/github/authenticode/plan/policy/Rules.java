package io.github.authenticode.plan.policy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules that hold, and how.
 *
 * @param settings in the order of {@link Rule}; a rule that does not hold is not in it
 */
public record Rules(Map<Rule, Setting> settings) {
    /** What holds where no policy says anything. */
    public static final Rules USUAL = usual();

    public Rules {
        Map<Rule, Setting> ordered = new EnumMap<>(Rule.class);
        ordered.putAll(settings);
        settings = Collections.unmodifiableMap(ordered);
    }

    private static Rules usual() {
        Map<Rule, Setting> settings = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            rule.usual().ifPresent(s -> settings.put(rule, s));
        }
        return new Rules(settings);
    }

    /** How the rule holds; empty if it does not. */
    public Optional<Setting> of(Rule rule) {
        return Optional.ofNullable(settings.get(rule));
    }

    public boolean hold(Rule rule) {
        return settings.containsKey(rule);
    }

    /** These, but for the one rule. */
    public Rules with(Rule rule, Setting setting) {
        Map<Rule, Setting> changed = new EnumMap<>(Rule.class);
        changed.putAll(settings);
        changed.put(rule, setting);
        return new Rules(changed);
    }

    /** These, with a rule that has its usual severity, or error, and these values. */
    public Rules with(Rule rule, String... values) {
        Severity severity = rule.usual().map(Setting::severity).orElse(Severity.ERROR);
        return with(rule, new Setting(severity, List.of(values), List.of()));
    }

    /** These without the rule. */
    public Rules without(Rule rule) {
        Map<Rule, Setting> changed = new EnumMap<>(Rule.class);
        changed.putAll(settings);
        changed.remove(rule);
        return new Rules(changed);
    }
}
