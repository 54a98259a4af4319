package io.github.authenticode.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.report.console.ConsoleLines;
import io.github.authenticode.report.record.Report;
import io.github.authenticode.report.record.RuleEntry;
import io.github.authenticode.report.record.ViolationEntry;
import io.github.authenticode.testing.run.SampleReports;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that what a policy only warns of is told everywhere and fails nothing. */
class WarningsTest {
    private final List<VerifiedFile> files = SampleReports.filesWithWarnings();

    @Test
    void fileWithWarningsAloneIsTrusted() {
        Report report = SampleReports.verificationWithWarnings();

        assertThat(report.files())
                .extracting(f -> f.outcome().toString())
                .containsExactly("trusted", "trusted", "rejected");
        assertThat(report.summary().warnings()).isEqualTo(3);
        assertThat(report.files().get(0).violations())
                .containsExactly(new ViolationEntry(
                        "zero-padding",
                        "warning",
                        "TRUST_E_NOSIGNATURE",
                        "0x800B0100",
                        "The signature is followed by 3 bytes that it does not cover and that may hide data. Sign the file"
                                + " again."));
    }

    @Test
    void consoleHasALineForEachWarning() {
        assertThat(ConsoleLines.file(1, 3, files.get(0)))
                .containsExactly(
                        "[1/3] trusted  app.exe  Example Ltd, timestamped 2026-11-22",
                        "      WARNING zero-padding: app.exe: The signature is followed by 3 bytes that it does not cover and that"
                                + " may hide data. Sign the file again.",
                        "      WARNING timestamp-rfc3161: app.exe: The timestamp is a countersignature of the old kind, with SHA-256,"
                                + " and no RFC 3161 token. Timestamp the file with an RFC 3161 authority.");
        assertThat(ConsoleLines.verificationEnds(files, Duration.ofMillis(400)))
                .isEqualTo("Trusted 2, rejected 1 of 3 files in 0.4 s, 3 warnings");
    }

    @Test
    void signedFileWithAWarningTellsIt() {
        Verdict verdict = new Verdict(List.of(SampleRuns.signature(SampleRuns.LEGACY)), List.of());

        assertThat(ConsoleLines.file(
                        1,
                        1,
                        SampleRuns.result("a.exe", 1, 90, new io.github.authenticode.run.file.Outcome.Signed(verdict))))
                .hasSize(2);
    }

    @Test
    void failureSpeaksOfErrorsOnly() {
        assertThat(FailureMessage.verification(List.of(), files))
                .contains("old.dll", "TRUST_E_BAD_DIGEST")
                .doesNotContain("app.exe", "TRUST_E_TIME_STAMP");
    }

    @Test
    void pageHasASectionForThem() throws IOException {
        String page = ReportText.html(SampleReports.verificationWithWarnings());

        assertThat(page)
                .contains("<h2>What the policy warns of</h2>")
                .contains("Warning: timestamp-rfc3161 · TRUST_E_TIME_STAMP (0x80096005)")
                .contains("Affects 2 files")
                .contains("2 trusted, 1 rejected of 3 files in 4.1 s, 3 warnings");
        assertThat(ReportText.html(SampleReports.verificationWithEveryOutcome()))
                .doesNotContain("What the policy warns of");
    }

    @Test
    void rulesAndTheirFileAreTold() {
        Rules rules = Rules.USUAL
                .with(Rule.RSA_KEY_SIZE, new Setting(Severity.WARNING, List.of("3072"), List.of()))
                .with(Rule.UNSIGNED_FILES, new Setting(Severity.ERROR, List.of("dist"), List.of("*.js")));
        PolicyFacts facts = new PolicyFacts(
                rules, Optional.of(new Policy.Source("company.yaml", "ab".repeat(32))), List.of("x"), Optional.empty());

        assertThat(RuleEntry.of(rules, SampleRuns.places()))
                .extracting(RuleEntry::line)
                .contains("rsa-key-size: 3072 (warning)", "unsigned-files: dist, except *.js", "zero-padding")
                .doesNotContain("trusted-chain");
        assertThat(ConsoleLines.verificationStarts(facts, false, 1))
                .containsExactly(
                        "Verifying 1 file: any publisher, timestamp required, policy file company.yaml, trusting x");
    }
}
