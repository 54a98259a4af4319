package io.github.authenticode.report.html;

import io.github.authenticode.report.record.Report;
import io.github.authenticode.report.record.RuleEntry;
import io.github.authenticode.report.text.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values that the template shows, in its order. An empty text or list leaves its part of the page out.
 *
 * @param tone the style of the banner: {@code good}, {@code bad}, or {@code idle} where there was nothing to do
 * @param subject project and version, or nothing
 */
record HtmlPage(
        String title,
        String tone,
        String headline,
        String subject,
        String summary,
        String finished,
        boolean testCertificate,
        boolean signing,
        List<String> warnings,
        List<HtmlTrouble> troubles,
        List<HtmlTrouble> cautions,
        List<HtmlFile> files,
        List<HtmlCertificates.Card> certificates,
        List<Row> judging,
        List<HtmlEvidence.Item> checks,
        String plugin,
        String schema) {

    /**
     * Of more files than this each is made when the template comes to it, twice: together they take two kilobytes a
     * file.
     */
    private static final int HELD = 1000;

    /**
     * A label and its value.
     *
     * @param code the value is a digest or the like and stands in a fixed-width font
     */
    public record Row(String label, String value, boolean code) {
        static Row of(String label, String value) {
            return new Row(label, value, false);
        }

        static Row ofCode(String label, String value) {
            return new Row(label, value, true);
        }
    }

    boolean hasWarnings() {
        return !warnings.isEmpty();
    }

    boolean hasTroubles() {
        return !troubles.isEmpty();
    }

    boolean hasCautions() {
        return !cautions.isEmpty();
    }

    boolean hasFiles() {
        return !files.isEmpty();
    }

    boolean hasCertificates() {
        return !certificates.isEmpty();
    }

    boolean hasChecks() {
        return !checks.isEmpty();
    }

    boolean hasJudging() {
        return !judging.isEmpty();
    }

    static HtmlPage of(Report report) {
        HtmlCertificates certificates = new HtmlCertificates();
        List<HtmlFile> files = files(report, certificates);
        String subject = Optional.ofNullable(report.project())
                .map(p -> p.artifactId() + " " + p.version())
                .orElse("");
        String headline = headline(report);
        return new HtmlPage(
                subject.isEmpty() ? headline : headline + " – " + subject,
                tone(report),
                headline,
                subject,
                summary(report),
                Formats.minute(Instant.parse(report.finishedAt())),
                report.testCertificate(),
                report.kind() == Report.Kind.SIGNING,
                report.warnings(),
                HtmlTrouble.of(report),
                HtmlTrouble.warnings(report),
                files,
                certificates.cards(),
                judging(report),
                HtmlEvidence.items(report.checks()),
                report.plugin().name() + " " + report.plugin().version(),
                report.schemaVersion());
    }

    private static List<HtmlFile> files(Report report, HtmlCertificates certificates) {
        List<HtmlFile> files = new AbstractList<>() {
            @Override
            public HtmlFile get(int index) {
                return HtmlFile.of(index + 1, report.files(), certificates);
            }

            @Override
            public int size() {
                return report.files().size();
            }
        };
        if (files.size() <= HELD) {
            return List.copyOf(files);
        }
        // For the certificates, which the page collects from all of them.
        files.forEach(file -> {});
        return files;
    }

    private static String tone(Report report) {
        if (report.outcome() != Report.Outcome.PASSED) {
            return "bad";
        }
        return report.files().isEmpty() ? "idle" : "good";
    }

    private static String headline(Report report) {
        boolean signing = report.kind() == Report.Kind.SIGNING;
        if (report.outcome() == Report.Outcome.INTERRUPTED) {
            return signing ? "Signing interrupted" : "Verification interrupted";
        }
        if (report.outcome() == Report.Outcome.FAILED) {
            return signing ? "Signing failed" : "Verification failed";
        }
        if (report.files().isEmpty()) {
            return signing ? "Nothing to sign" : "Nothing to verify";
        }
        return signing ? "Signed and verified" : "Every file is trusted";
    }

    private static String summary(Report report) {
        Report.Summary s = report.summary();
        if (s.files() == 0) {
            return report.kind() == Report.Kind.SIGNING ? "No file was signed" : "No file was verified";
        }
        String counts = report.kind() == Report.Kind.SIGNING
                ? s.signed() + " signed" + more(s.kept(), "kept") + ", " + s.skipped() + " skipped, " + s.failed()
                        + " failed"
                : s.trusted() + " trusted, " + s.rejected() + " rejected" + more(s.disputed(), "disputed");
        return counts + more(s.unfinished(), "unfinished") + " of " + Formats.files(s.files()) + " in "
                + Formats.duration(Duration.ofMillis(report.durationMillis())) + Formats.warnings(s.warnings());
    }

    private static String more(@Nullable Integer count, String word) {
        return count == null || count == 0 ? "" : ", " + count + " " + word;
    }

    private static List<Row> judging(Report report) {
        List<Row> rows = new ArrayList<>();
        Report.Signing signing = report.signing();
        if (signing != null) {
            rows.add(Row.of("Identity", signing.identity()));
            rows.add(Row.of("Engine", signing.engine()));
            rows.add(Row.of("Timestamps", timestamps(signing.timestamp())));
            Report.Service service = signing.service();
            if (service != null) {
                rows.add(Row.of(
                        "Metered signatures",
                        service.signaturesSpent() + " spent, " + service.signaturesSaved() + " saved"));
                rows.add(Row.ofCode("Correlation id", service.correlationId()));
            }
        }
        Report.Policy policy = report.policy();
        if (policy != null) {
            String publisher = policy.publisher();
            String verifyAt = policy.verifyAt();
            rows.add(Row.of("Publisher", publisher == null ? "any with a trusted chain" : publisher));
            Optional.ofNullable(policy.subscriberEku()).ifPresent(e -> rows.add(Row.of("Subscriber EKU", e)));
            rows.add(Row.of("Timestamp", policy.timestampRequired() ? "required" : "not required"));
            Report.PolicyFile file = policy.file();
            if (file != null) {
                rows.add(Row.of("Policy file", file.name() + "\nSHA-256 " + file.sha256()));
            }
            rows.add(
                    Row.of("Rules", policy.rules().stream().map(RuleEntry::line).collect(Collectors.joining("\n"))));
            rows.add(Row.of("Judged as of", verifyAt == null ? "the end of the run" : verifyAt));
            rows.add(Row.of("Trusted roots", String.join("\n", policy.trustSources())));
        }
        Report.Online online = report.online();
        if (online != null) {
            rows.add(Row.of("Revocation", online.revocation()));
            rows.add(Row.of("Missing certificates", online.fetchIntermediates() ? "fetched" : "not fetched"));
            if (!online.allowedHosts().isEmpty()) {
                rows.add(Row.of("Allowed hosts", String.join("\n", online.allowedHosts())));
            }
        }
        Optional.ofNullable(report.archives()).ifPresent(a -> rows.add(Row.of("Looked inside", String.join("\n", a))));
        Report.SecondOpinion second = report.secondOpinion();
        if (second != null) {
            rows.add(Row.of("Second opinion", secondOpinion(second)));
        }
        return List.copyOf(rows);
    }

    private static String secondOpinion(Report.SecondOpinion second) {
        if (!second.asked()) {
            return "not asked. " + second.reason();
        }
        return second.judge() + (second.version() == null ? "" : " " + second.version());
    }

    private static String timestamps(Report.Timestamp timestamp) {
        if (!timestamp.enabled()) {
            return "switched off";
        }
        return timestamp.authorities().isEmpty()
                ? "the test certificate's own authority"
                : String.join("\n", timestamp.authorities());
    }
}
