package io.github.authenticode.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.report.record.FileEntry;
import io.github.authenticode.report.record.OpinionEntry;
import io.github.authenticode.report.record.ProblemEntry;
import io.github.authenticode.report.record.Report;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.run.SampleReports;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    @Test
    void signingReportIsTheGoldenOne() throws IOException {
        assertThat(ReportText.json(SampleReports.signingWithEveryOutcome()))
                .isEqualTo(resource("golden-signing-report.json"));
    }

    @Test
    void verificationReportIsTheGoldenOne() throws IOException {
        assertThat(ReportText.json(SampleReports.verificationWithEveryOutcome()))
                .isEqualTo(resource("golden-verification-report.json"));
    }

    @Test
    void secondOpinionIsToldOfTheRunAndOfEachFile() {
        Report report = SampleReports.verificationWithEveryOpinion();

        assertThat(report.secondOpinion()).isEqualTo(new Report.SecondOpinion(true, "signtool", "10.0.26100.1", null));
        assertThat(report.summary().disputed()).isEqualTo(1);
        assertThat(report.files())
                .extracting(f -> f.outcome().toString())
                .containsExactly("trusted", "disputed", "rejected", "trusted", "trusted");
        assertThat(report.files())
                .extracting(FileEntry::opinion)
                .extracting(o -> o == null ? "" : o.verdict())
                .containsExactly("accepts", "refuses", "accepts", "refuses", "none");
        assertThat(report.files().get(1).opinion())
                .isEqualTo(new OpinionEntry(
                        "signtool",
                        "10.0.26100.1",
                        "refuses",
                        "SignTool Error: WinVerifyTrust returned error: 0x800B010C"));
    }

    @Test
    void problemWithoutAnyFileMeansFailed() {
        Report report = Reports.signing(SampleRuns.signingRun(SampleRuns.AUTHORITY_DOWN), List.of());

        assertThat(report.outcome()).isEqualTo(Report.Outcome.FAILED);
        assertThat(report.problems()).extracting(ProblemEntry::id).containsExactly("timestamp-unreachable");
    }

    @Test
    void whatAServiceSignedIsToldByItsIds() throws IOException {
        assertThat(ReportText.json(SampleReports.signingByAService()))
                .contains("\"correlationId\": \"release-7\"")
                .contains("\"signaturesSpent\": 2")
                .contains("\"signaturesSaved\": 1")
                .containsSubsequence("\"operations\": [", "\"0b7c6a0e-1e0c-4b53-9f6e-2f1f5b1d7a10\"");
    }

    @Test
    void skippedAndSignedFilesMeanPassed() {
        Report report = Reports.signing(
                SampleRuns.signingRun(), List.of(SampleRuns.signed("a.exe", 1), SampleRuns.skipped("b.exe")));

        assertThat(report.outcome()).isEqualTo(Report.Outcome.PASSED);
    }

    @Test
    void oneRejectedFileMeansFailed() {
        Report report = Reports.verification(
                SampleRuns.verificationRun(),
                List.of(
                        SampleRuns.verified("a.exe", SampleRuns.trusted()),
                        SampleRuns.verified("b.exe", new Verdict(List.of(), List.of()))));

        assertThat(report.outcome()).isEqualTo(Report.Outcome.FAILED);
    }

    @Test
    void noAbsolutePathAndNoHostNameIsLeft() throws IOException {
        String leak = "read /build/project/etc/a, /home/jane/b, /mnt/c/d on buildhost7";
        Problem problem = new Problem("some-problem", leak, leak, Optional.of(leak));
        Verdict verdict = new Verdict(
                List.of(SampleRuns.signature(new Violation(ViolationCode.TRUST_E_FAIL, leak))),
                List.of(new Violation(ViolationCode.CRYPT_E_FILE_ERROR, leak)));
        RunFacts facts = SampleRuns.facts(false, Optional.of(SampleRuns.signingFacts()), List.of(leak), problem);

        String json = ReportText.json(Reports.signing(
                facts,
                List.of(SampleRuns.result(
                        "/home/jane/x.exe", 1, 1, new Outcome.Failed(List.of(problem), Optional.of(verdict))))));

        assertThat(json).doesNotContain("/build/", "/home/", "/mnt/", "buildhost7");
        assertThat(json).contains("\"path\": \"${home}/x.exe\"");
        assertThat(json.split("read \\$\\{project}/etc/a, \\$\\{home}/b, \\$\\{elsewhere}/d on \\$\\{host}", -1))
                .hasSize(10);
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReportJsonTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
