package io.github.authenticode.report.record;

import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.report.text.ReportPaths;
import io.github.authenticode.verify.violation.Violation;
import java.util.List;

/**
 * A violation in a report.
 *
 * @param rule the id of what was broken: {@code timestamp-required}
 * @param severity {@code error} if it rejects the file, else {@code warning}
 * @param code the name in winerror.h: {@code TRUST_E_BAD_DIGEST}
 * @param hresult its number as Windows tools print it: {@code 0x80096010}
 */
public record ViolationEntry(String rule, String severity, String code, String hresult, String message) {

    static List<ViolationEntry> of(List<Violation> violations, ReportPaths places) {
        return violations.stream()
                .map(v -> new ViolationEntry(
                        v.rule().id(),
                        v.severity().word(),
                        v.code().name(),
                        v.code().hresult(),
                        places.clean(v.message())))
                .toList();
    }

    /** Whether it does not reject the file. */
    public boolean warns() {
        return severity.equals(Severity.WARNING.word());
    }

    /** What the page calls it. */
    public String title() {
        return (warns() ? "Warning: " : "") + rule + " · " + code + " (" + hresult + ")";
    }
}
