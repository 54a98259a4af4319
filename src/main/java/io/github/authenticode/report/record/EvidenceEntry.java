package io.github.authenticode.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.authenticode.report.text.ReportPaths;
import io.github.authenticode.verify.verdict.Evidence;
import io.github.authenticode.verify.verdict.RevocationFinding;
import io.github.authenticode.verify.verdict.RevocationSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Upon what a signature was judged.
 *
 * @param revocations one for each certificate that was asked after; left out if none was
 */
public record EvidenceEntry(
        JudgedAt judgedAt,
        List<CheckEntry> checks,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Revocation> revocations) {

    /**
     * @param instant ISO 8601, UTC: when the signer's certificate had to be valid
     * @param basis {@code timestamp}, {@code now} or {@code verifyAt}
     */
    public record JudgedAt(String instant, String basis, String why) {}

    /**
     * @param certificate SHA-256 thumbprint
     * @param status {@code good}, {@code revoked}, {@code revoked-later} or {@code unknown}
     * @param source {@code OCSP} or {@code CRL}
     * @param since ISO 8601 instant, UTC
     * @param words reason of the revocation, or why nobody could tell
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Revocation(
            String certificate,
            String name,
            String status,
            @Nullable String source,
            @Nullable String address,
            @Nullable String thisUpdate,
            @Nullable String nextUpdate,
            @Nullable String since,
            @Nullable String words) {
        private static Revocation of(RevocationFinding finding, ReportPaths places) {
            return new Revocation(
                    finding.certificate(),
                    finding.name(),
                    finding.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    finding.source().map(RevocationSource::kind).orElse(null),
                    finding.source()
                            .map(s -> places.clean(s.address().toString()))
                            .orElse(null),
                    finding.source().map(s -> s.thisUpdate().toString()).orElse(null),
                    finding.source()
                            .flatMap(RevocationSource::nextUpdate)
                            .map(Object::toString)
                            .orElse(null),
                    finding.since().map(Object::toString).orElse(null),
                    finding.words().isEmpty() ? null : places.clean(finding.words()));
        }
    }

    static EvidenceEntry of(Evidence evidence, EntryCache entries) {
        Evidence.JudgedAt at = evidence.judgedAt();
        return new EvidenceEntry(
                new JudgedAt(at.instant().toString(), basis(at.basis()), at.why()),
                evidence.checks().stream().map(entries::of).toList(),
                evidence.revocations().stream()
                        .map(r -> Revocation.of(r, entries.places()))
                        .toList());
    }

    private static String basis(Evidence.Basis basis) {
        return switch (basis) {
            case TIMESTAMP -> "timestamp";
            case NOW -> "now";
            case VERIFY_AT -> "verifyAt";
        };
    }
}
