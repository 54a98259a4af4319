package io.github.authenticode.report.record;

import io.github.authenticode.report.text.ReportPaths;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.AnchorInfo;
import io.github.authenticode.verify.verdict.Check;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Entries of one report, each made once of what verdicts share: of 10,000 files by one publisher nearly everything. By
 * identity, since equality would cost what is to be saved.
 */
public final class EntryCache {
    private final ReportPaths places;
    private final IdentityHashMap<CertificateInfo, CertificateEntry> certificates = new IdentityHashMap<>();
    private final IdentityHashMap<AnchorInfo, AnchorEntry> anchors = new IdentityHashMap<>();
    private final IdentityHashMap<Check, CheckEntry> checks = new IdentityHashMap<>();

    public EntryCache(ReportPaths places) {
        this.places = places;
    }

    ReportPaths places() {
        return places;
    }

    CertificateEntry of(CertificateInfo certificate) {
        return certificates.computeIfAbsent(certificate, CertificateEntry::of);
    }

    List<CertificateEntry> of(List<CertificateInfo> chain) {
        return chain.stream().map(this::of).toList();
    }

    AnchorEntry of(AnchorInfo anchor) {
        return anchors.computeIfAbsent(anchor, AnchorEntry::of);
    }

    CheckEntry of(Check check) {
        return checks.computeIfAbsent(check, c -> CheckEntry.of(c, places));
    }
}
