package io.github.authenticode.report.record;

import io.github.authenticode.report.text.ReportPaths;
import io.github.authenticode.verify.verdict.Check;

/**
 * A check in a report.
 *
 * @param id one of those in docs/report.md
 * @param made whether it was made; what came of it stands among the violations
 * @param words what was looked at, or why it was not
 */
public record CheckEntry(String id, boolean made, String words) {

    public static CheckEntry of(Check check, ReportPaths places) {
        return new CheckEntry(check.kind().id(), check.made(), places.clean(check.words()));
    }
}
