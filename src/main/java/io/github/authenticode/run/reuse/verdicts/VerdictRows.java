package io.github.authenticode.run.reuse.verdicts;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.AnchorInfo;
import io.github.authenticode.verify.verdict.Check;
import io.github.authenticode.verify.verdict.Evidence;
import io.github.authenticode.verify.verdict.RevocationFinding;
import io.github.authenticode.verify.verdict.RevocationSource;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Verdicts as rows of a table, a row for each value that a verdict is made of: below, each value's way in and its way
 * out. Of ten thousand files of one publisher most rows are the same; certificates, anchors and checks that come from
 * one row are one object.
 */
public final class VerdictRows {
    private final RowTable table;
    private final Map<Integer, CertificateInfo> certificates = new HashMap<>();
    private final Map<Integer, AnchorInfo> anchors = new HashMap<>();
    private final Map<Integer, Check> checks = new HashMap<>();

    VerdictRows(RowTable table) {
        this.table = table;
    }

    int add(Verdict v) {
        return table.add(table.addAll(v.signatures(), this::add), table.addAll(v.fileViolations(), this::add));
    }

    Verdict verdict(int number) {
        List<Integer> row = table.row(number, 2);
        return new Verdict(table.all(row.get(0), this::signature), table.all(row.get(1), this::violation));
    }

    private int add(SignatureVerdict s) {
        return table.add(
                table.add(s.digestAlgorithm()),
                table.add(s.signer(), this::add),
                table.addAll(s.chain(), this::add),
                table.add(s.anchor(), this::add),
                table.add(s.timestamp(), this::add),
                table.add(s.description(), table::add),
                table.add(s.url(), table::add),
                table.add(s.catalog(), table::add),
                table.add(s.evidence(), this::add),
                table.addAll(s.violations(), this::add));
    }

    private SignatureVerdict signature(int number) {
        List<Integer> row = table.row(number, 10);
        return new SignatureVerdict(
                table.text(row.get(0)),
                table.optional(row.get(1), this::certificate),
                table.all(row.get(2), this::certificate),
                table.optional(row.get(3), this::anchor),
                table.optional(row.get(4), this::timestamp),
                table.optional(row.get(5), table::text),
                table.optional(row.get(6), table::text),
                table.optional(row.get(7), table::text),
                table.optional(row.get(8), this::evidence),
                table.all(row.get(9), this::violation));
    }

    private int add(CertificateInfo c) {
        return table.add(
                table.add(c.subject()),
                table.add(c.issuer()),
                table.add(c.serialNumber()),
                table.add(c.sha1()),
                table.add(c.sha256()),
                add(c.notBefore()),
                add(c.notAfter()),
                table.addAll(c.extendedKeyUsage(), table::add));
    }

    private CertificateInfo certificate(int number) {
        return certificates.computeIfAbsent(number, n -> {
            List<Integer> row = table.row(n, 8);
            return new CertificateInfo(
                    table.text(row.get(0)),
                    table.text(row.get(1)),
                    table.text(row.get(2)),
                    table.text(row.get(3)),
                    table.text(row.get(4)),
                    instant(row.get(5)),
                    instant(row.get(6)),
                    table.all(row.get(7), table::text));
        });
    }

    private int add(AnchorInfo a) {
        return table.add(table.add(a.subject()), table.add(a.sha256()), table.add(a.source()));
    }

    private AnchorInfo anchor(int number) {
        return anchors.computeIfAbsent(number, n -> {
            List<Integer> row = table.row(n, 3);
            return new AnchorInfo(table.text(row.get(0)), table.text(row.get(1)), table.text(row.get(2)));
        });
    }

    private int add(TimestampInfo t) {
        return table.add(
                table.add(t.kind()),
                add(t.time()),
                table.add(t.digestAlgorithm()),
                table.add(t.authority(), this::add),
                table.add(t.anchor(), this::add));
    }

    private TimestampInfo timestamp(int number) {
        List<Integer> row = table.row(number, 5);
        return new TimestampInfo(
                table.text(row.get(0)),
                instant(row.get(1)),
                table.text(row.get(2)),
                table.optional(row.get(3), this::certificate),
                table.optional(row.get(4), this::anchor));
    }

    private int add(Evidence e) {
        Evidence.JudgedAt at = e.judgedAt();
        return table.add(
                add(at.instant()),
                table.add(at.basis().name()),
                table.add(at.why()),
                table.addAll(e.timestampChain(), this::add),
                table.addAll(e.checks(), this::add),
                table.addAll(e.revocations(), this::add));
    }

    private Evidence evidence(int number) {
        List<Integer> row = table.row(number, 6);
        return new Evidence(
                new Evidence.JudgedAt(
                        instant(row.get(0)), Evidence.Basis.valueOf(table.text(row.get(1))), table.text(row.get(2))),
                table.all(row.get(3), this::certificate),
                table.all(row.get(4), this::check),
                table.all(row.get(5), this::revocation));
    }

    private int add(Check c) {
        return table.add(table.add(c.kind().name()), c.made() ? 1 : 0, table.add(c.words()));
    }

    private Check check(int number) {
        return checks.computeIfAbsent(number, n -> {
            List<Integer> row = table.row(n, 3);
            return new Check(Check.Kind.valueOf(table.text(row.get(0))), row.get(1) == 1, table.text(row.get(2)));
        });
    }

    private int add(RevocationFinding r) {
        return table.add(
                table.add(r.certificate()),
                table.add(r.name()),
                table.add(r.status().name()),
                table.add(r.source(), this::add),
                table.add(r.since(), this::add),
                table.add(r.words()));
    }

    private RevocationFinding revocation(int number) {
        List<Integer> row = table.row(number, 6);
        return new RevocationFinding(
                table.text(row.get(0)),
                table.text(row.get(1)),
                RevocationFinding.Status.valueOf(table.text(row.get(2))),
                table.optional(row.get(3), this::source),
                table.optional(row.get(4), this::instant),
                table.text(row.get(5)));
    }

    private int add(RevocationSource s) {
        return table.add(
                table.add(s.kind()),
                table.add(s.address().toString()),
                add(s.thisUpdate()),
                table.add(s.nextUpdate(), this::add));
    }

    private RevocationSource source(int number) {
        List<Integer> row = table.row(number, 4);
        return new RevocationSource(
                table.text(row.get(0)),
                URI.create(table.text(row.get(1))),
                instant(row.get(2)),
                table.optional(row.get(3), this::instant));
    }

    private int add(Violation v) {
        return table.add(
                table.add(v.code().name()),
                table.add(v.message()),
                table.add(v.rule().name()),
                table.add(v.severity().name()));
    }

    private Violation violation(int number) {
        List<Integer> row = table.row(number, 4);
        return new Violation(
                ViolationCode.valueOf(table.text(row.get(0))),
                table.text(row.get(1)),
                Rule.valueOf(table.text(row.get(2))),
                Severity.valueOf(table.text(row.get(3))));
    }

    /** Seconds since 1970 in two cells, and nanoseconds. */
    int add(Instant i) {
        return table.add((int) (i.getEpochSecond() >> Integer.SIZE), (int) i.getEpochSecond(), i.getNano());
    }

    Instant instant(int number) {
        List<Integer> row = table.row(number, 3);
        long seconds = ((long) row.get(0) << Integer.SIZE) | Integer.toUnsignedLong(row.get(1));
        return Instant.ofEpochSecond(seconds, row.get(2));
    }
}
