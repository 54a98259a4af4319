package io.github.authenticode.plan.policy;

import java.util.List;

/**
 * A rule that holds, and what it asks for.
 *
 * @param values in the form that {@link Rule.Form} says; empty for a rule that only holds or does not
 * @param except the patterns of {@link Rule#UNSIGNED_FILES}; empty for all others
 * @param byFile the entries of {@link Rule#PUBLISHER_BY_FILE}; empty for all others
 */
public record Setting(Severity severity, List<String> values, List<String> except, List<FilePublishers> byFile) {
    public Setting {
        values = List.copyOf(values);
        except = List.copyOf(except);
        byFile = List.copyOf(byFile);
    }

    /** One that asks the same of every file. */
    public Setting(Severity severity, List<String> values, List<String> except) {
        this(severity, values, except, List.of());
    }

    static Setting of(Severity severity, String... values) {
        return new Setting(severity, List.of(values), List.of());
    }

    /** The one value of a rule with {@link Rule.Form#NUMBER}. */
    public int number() {
        return Integer.parseInt(values.get(0));
    }
}
