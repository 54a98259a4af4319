package io.github.authenticode.report.html;

import io.github.authenticode.report.html.HtmlPage.Row;
import io.github.authenticode.report.record.CheckEntry;
import io.github.authenticode.report.record.EvidenceEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Upon what a signature was judged, on the page.
 *
 * @param checks those that were made first
 */
record HtmlEvidence(List<Row> rows, List<Item> checks) {

    /** @param tone {@code made} or {@code idle}; nothing green, since a check that was made may have failed */
    record Item(String tone, String id, String state, String words) {}

    static HtmlEvidence of(EvidenceEntry evidence) {
        List<Row> rows = new ArrayList<>();
        EvidenceEntry.JudgedAt at = evidence.judgedAt();
        rows.add(Row.of("Judged as of", at.instant() + "\n" + at.why()));
        String revocations =
                evidence.revocations().stream().map(HtmlEvidence::line).collect(Collectors.joining("\n"));
        if (!revocations.isEmpty()) {
            rows.add(Row.of("Revocation", revocations));
        }
        return new HtmlEvidence(List.copyOf(rows), items(evidence.checks()));
    }

    static List<Item> items(List<CheckEntry> checks) {
        List<Item> items = new ArrayList<>();
        checks.stream().filter(CheckEntry::made).map(HtmlEvidence::item).forEach(items::add);
        checks.stream().filter(c -> !c.made()).map(HtmlEvidence::item).forEach(items::add);
        return List.copyOf(items);
    }

    private static Item item(CheckEntry check) {
        return new Item(
                check.made() ? "made" : "idle", check.id(), check.made() ? "checked" : "not checked", check.words());
    }

    private static String line(EvidenceEntry.Revocation revocation) {
        String status = switch (revocation.status()) {
            case "good" -> "not revoked";
            case "revoked" -> "revoked as of " + revocation.since();
            case "revoked-later" -> "revoked as of " + revocation.since() + ", after the signature";
            default -> "unknown";
        };
        String words =
                Optional.ofNullable(revocation.words()).map(w -> " (" + w + ")").orElse("");
        String source = revocation.source() == null
                ? ""
                : ", " + revocation.source() + " of " + Objects.requireNonNull(revocation.thisUpdate());
        return revocation.name() + ": " + status + words + source;
    }
}
