package io.github.authenticode.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.report.text.ReportPaths;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A rule that files were held against, in a report. Those that always hold are not listed.
 *
 * @param rule its id
 * @param values what it asks for; left out where it only holds or does not
 * @param except what it does not ask for; left out where there are no exceptions
 */
public record RuleEntry(
        String rule,
        String severity,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> values,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> except) {

    public static List<RuleEntry> of(Rules rules, ReportPaths places) {
        return rules.settings().entrySet().stream()
                .filter(e -> !e.getKey().isFixed())
                .map(e -> of(e, places))
                .toList();
    }

    private static RuleEntry of(Map.Entry<Rule, Setting> entry, ReportPaths places) {
        Setting setting = entry.getValue();
        return new RuleEntry(
                entry.getKey().id(),
                setting.severity().word(),
                Stream.concat(
                                setting.values().stream(),
                                setting.byFile().stream().map(Object::toString))
                        .map(places::cleanName)
                        .toList(),
                setting.except().stream().map(places::cleanName).toList());
    }

    /** One line: {@code rsa-key-size: 3072 (warning)}. */
    public String line() {
        String line = values.isEmpty() ? rule : rule + ": " + String.join(", ", values);
        String more = except.isEmpty() ? "" : ", except " + String.join(", ", except);
        return line + more + (severity.equals("error") ? "" : " (" + severity + ")");
    }
}
