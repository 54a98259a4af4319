package io.github.authenticode.report.html;

import io.github.authenticode.report.html.HtmlPage.Row;
import io.github.authenticode.report.record.AnchorEntry;
import io.github.authenticode.report.record.CertificateEntry;
import io.github.authenticode.report.record.FileEntry;
import io.github.authenticode.report.record.OpinionEntry;
import io.github.authenticode.report.record.SignatureEntry;
import io.github.authenticode.report.record.ViolationEntry;
import io.github.authenticode.report.text.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file on the page: a row of the table, and its details further down.
 *
 * @param tone {@code good}, {@code bad} or {@code idle}
 * @param signer of the primary signature
 * @param open the details are unfolded from the start
 */
record HtmlFile(
        int position,
        String anchor,
        String name,
        String outcome,
        String tone,
        String signer,
        String timestamp,
        String size,
        String duration,
        boolean open,
        List<Row> rows,
        List<ViolationEntry> violations,
        List<Signature> signatures) {
    private static final int FEW = 3;
    private static final Pattern BREAKS = Pattern.compile("(?<=[/\\\\_-])|(?=\\.)");

    /** One signature in the details. */
    record Signature(
            String title,
            HtmlCertificates.@Nullable Link signer,
            List<HtmlCertificates.Link> chain,
            HtmlCertificates.@Nullable Link authority,
            List<HtmlCertificates.Link> authorityChain,
            List<Row> rows,
            @Nullable HtmlEvidence evidence,
            List<ViolationEntry> violations) {

        boolean hasChain() {
            return !chain.isEmpty();
        }

        boolean hasAuthorityChain() {
            return !authorityChain.isEmpty();
        }

        boolean hasViolations() {
            return !violations.isEmpty();
        }
    }

    boolean hasViolations() {
        return !violations.isEmpty();
    }

    /** The name cut after slashes and hyphens and before dots, where a narrow page may break it. */
    List<String> nameParts() {
        return List.of(BREAKS.split(name));
    }

    static String anchor(int position) {
        return "file-" + position;
    }

    static HtmlFile of(int position, List<FileEntry> all, HtmlCertificates certificates) {
        FileEntry file = all.get(position - 1);
        Optional<SignatureEntry> primary = file.signatures().stream()
                .filter(s -> file.outcome() != FileEntry.Result.FAILED)
                .findFirst();
        return new HtmlFile(
                position,
                anchor(position),
                file.path(),
                file.outcome().toString(),
                tone(file.outcome()),
                primary.map(SignatureEntry::signer)
                        .map(s -> certificates.name(s.subject()))
                        .orElse(""),
                primary.map(SignatureEntry::timestamp)
                        .map(t -> minute(t.time()))
                        .orElse(""),
                Formats.size(file.size()),
                Formats.duration(Duration.ofMillis(file.durationMillis())),
                file.outcome().isBad() || all.size() <= FEW,
                rows(file),
                file.violations(),
                signatures(file, certificates));
    }

    private static List<Signature> signatures(FileEntry file, HtmlCertificates certificates) {
        List<SignatureEntry> all = file.signatures();
        String what =
                file.outcome() == FileEntry.Result.FAILED ? "Signature of the copy that was thrown away" : "Signature";
        return IntStream.range(0, all.size())
                .mapToObj(i -> signature(
                        all.size() == 1 ? what : what + ", " + (i + 1) + " of " + all.size(), all.get(i), certificates))
                .toList();
    }

    private static String tone(FileEntry.Result result) {
        if (result.isBad()) {
            return "bad";
        }
        return switch (result) {
            case SKIPPED, KEPT, UNFINISHED -> "idle";
            default -> "good";
        };
    }

    private static List<Row> rows(FileEntry file) {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of("Format", file.format()));
        rows.add(Row.of("Size", Formats.exactSize(file.size())));
        Optional.ofNullable(file.keptFor()).ifPresent(s -> rows.add(Row.of("Left alone", "signed by " + s)));
        Optional.ofNullable(file.replacedSignatures())
                .ifPresent(s -> rows.add(Row.of("Replaced signature", String.join("\n", s))));
        if (file.attempts() != null) {
            rows.add(Row.of("Attempts", file.attempts().toString()));
        }
        if (file.operations() != null) {
            rows.add(Row.ofCode("Service operation", String.join("\n", file.operations())));
        }
        Optional.ofNullable(file.opinion()).ifPresent(o -> rows.add(Row.of("Second opinion", opinion(o))));
        if (Objects.equals(file.sha256Before(), file.sha256After())) {
            Stream.of(file.sha256(), file.sha256After())
                    .filter(Objects::nonNull)
                    .forEach(digest -> rows.add(Row.ofCode("SHA-256", digest)));
        } else {
            rows.add(Row.ofCode("SHA-256 before", Objects.requireNonNullElse(file.sha256Before(), "unknown")));
            rows.add(Row.ofCode("SHA-256 after", Objects.requireNonNullElse(file.sha256After(), "unknown")));
        }
        return List.copyOf(rows);
    }

    private static String opinion(OpinionEntry opinion) {
        String verdict = switch (opinion.verdict()) {
            case "accepts" -> " accepts the file";
            case "refuses" -> " refuses the file";
            default -> " has none";
        };
        String words = opinion.words();
        return opinion.judge() + verdict + (words == null ? "" : "\n" + words);
    }

    private static Signature signature(String title, SignatureEntry signature, HtmlCertificates certificates) {
        SignatureEntry.Timestamp timestamp = signature.timestamp();
        HtmlCertificates.Link signer = certificates.link(signature.signer(), "signs files");
        return new Signature(
                title,
                signer,
                issuers(signature.chain(), certificates),
                timestamp == null ? null : certificates.link(timestamp.authority(), "signs timestamps"),
                timestamp == null ? List.of() : issuers(timestamp.chain(), certificates),
                rows(signature, certificates),
                Optional.ofNullable(signature.evidence()).map(HtmlEvidence::of).orElse(null),
                signature.violations());
    }

    private static List<HtmlCertificates.Link> issuers(List<CertificateEntry> chain, HtmlCertificates certificates) {
        return chain.stream()
                .skip(1)
                .map(c -> Objects.requireNonNull(certificates.link(c, "issues certificates")))
                .toList();
    }

    private static List<Row> rows(SignatureEntry signature, HtmlCertificates certificates) {
        List<Row> rows = new ArrayList<>();
        SignatureEntry.Timestamp timestamp = signature.timestamp();
        Optional.ofNullable(signature.catalog()).ifPresent(c -> rows.add(Row.of("Catalog", c)));
        rows.add(Row.of("Digest", signature.digestAlgorithm()));
        rows.add(Row.of(
                "Timestamp",
                timestamp == null
                        ? "none"
                        : timestamp.time() + " (" + timestamp.kind() + ", " + timestamp.digestAlgorithm() + ")"));
        if (timestamp != null && timestamp.kind().equals("Authenticode")) {
            rows.add(Row.of(
                    "Kind of timestamp",
                    "legacy countersignature: it does not say which certificate made it nor under which policy,"
                            + " as an RFC 3161 timestamp does"));
        }
        rows.addAll(trust("Trusted root", signature.anchor(), certificates));
        rows.addAll(
                trust("Trusted root of the timestamp", timestamp == null ? null : timestamp.anchor(), certificates));
        Optional.ofNullable(signature.description()).ifPresent(d -> rows.add(Row.of("Description", d)));
        Optional.ofNullable(signature.url()).ifPresent(u -> rows.add(Row.of("URL", u)));
        return List.copyOf(rows);
    }

    /** With its thumbprint, since the root's own certificate need not be at hand. */
    private static List<Row> trust(String label, @Nullable AnchorEntry anchor, HtmlCertificates certificates) {
        return anchor == null
                ? List.of()
                : List.of(
                        Row.of(label, certificates.name(anchor.subject()) + " (" + anchor.source() + ")"),
                        Row.ofCode("Its SHA-256", anchor.sha256()));
    }

    private static String minute(String instant) {
        return Formats.minute(Instant.parse(instant));
    }
}
