package io.github.authenticode.report;

import io.github.authenticode.verify.Check;
import java.util.List;

/**
 * A check in a report.
 *
 * @param id one of those in docs/report.md
 * @param made whether it was made; what came of it stands among the violations
 * @param words what was looked at, or why it was not
 */
public record CheckEntry(String id, boolean made, String words) {

    static List<CheckEntry> of(List<Check> checks, Places places) {
        return checks.stream()
                .map(c -> new CheckEntry(c.kind().id(), c.made(), places.clean(c.words())))
                .toList();
    }
}
