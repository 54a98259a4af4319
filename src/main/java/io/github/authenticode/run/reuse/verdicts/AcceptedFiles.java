package io.github.authenticode.run.reuse.verdicts;

import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that runs under the same conditions have accepted, as the memory of {@link UpToDateFiles} has them.
 *
 * @param engine of the last run
 * @param trustSources whose roots the verifier trusted
 */
record AcceptedFiles(String engine, List<String> trustSources, List<Entry> entries) {
    /** Changes with the meaning of the bytes. */
    static final String FORM = "rows 1";

    /**
     * One file that was accepted.
     *
     * @param file its path, name and format
     * @param until when the verdict counts no more
     * @param verdict for the report
     * @param other subject of another publisher, where the file was left alone since it is his
     */
    record Entry(String file, String sha256, Instant accepted, Instant until, Verdict verdict, Optional<String> other) {
        /** The verdict counts so long at most, and not beyond the next expiry of a certificate in it. */
        static Entry of(
                String file,
                String sha256,
                Instant accepted,
                Duration atMost,
                Verdict verdict,
                Optional<String> other) {
            Instant most = accepted.plus(atMost);
            Instant until = verdict.signatures().stream()
                    .flatMap(Entry::certificates)
                    .map(CertificateInfo::notAfter)
                    .filter(end -> end.isAfter(accepted) && end.isBefore(most))
                    .min(Instant::compareTo)
                    .orElse(most);
            return new Entry(file, sha256, accepted, until, verdict, other);
        }

        private static Stream<CertificateInfo> certificates(SignatureVerdict signature) {
            Stream<CertificateInfo> authority = signature.timestamp().flatMap(TimestampInfo::authority).stream();
            Stream<CertificateInfo> stampers = signature.evidence().stream().flatMap(e -> e.timestampChain().stream());
            return Stream.of(signature.signer().stream(), signature.chain().stream(), authority, stampers)
                    .flatMap(s -> s);
        }

        /** Not if it comes from the future either. */
        boolean isBelieved(Instant now) {
            return !now.isBefore(accepted) && now.isBefore(until);
        }
    }

    byte[] encoded() {
        RowTable table = new RowTable();
        VerdictRows verdicts = new VerdictRows(table);
        int all = table.addAll(
                entries,
                e -> table.add(
                        table.add(e.file()),
                        table.add(e.sha256()),
                        verdicts.add(e.accepted()),
                        verdicts.add(e.until()),
                        verdicts.add(e.verdict()),
                        table.add(e.other(), table::add)));
        return table.bytes(table.add(table.add(engine), table.addAll(trustSources, table::add), all));
    }

    /** @throws RuntimeException if no run has written these bytes */
    static AcceptedFiles decoded(byte[] bytes) {
        RowTable table = new RowTable();
        List<Integer> run = table.row(table.read(bytes), 3);
        VerdictRows verdicts = new VerdictRows(table);
        return new AcceptedFiles(
                table.text(run.get(0)), table.all(run.get(1), table::text), table.all(run.get(2), number -> {
                    List<Integer> row = table.row(number, 6);
                    return new Entry(
                            table.text(row.get(0)),
                            table.text(row.get(1)),
                            verdicts.instant(row.get(2)),
                            verdicts.instant(row.get(3)),
                            verdicts.verdict(row.get(4)),
                            table.optional(row.get(5), table::text));
                }));
    }
}
