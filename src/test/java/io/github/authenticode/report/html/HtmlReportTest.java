package io.github.authenticode.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.report.ReportText;
import io.github.authenticode.report.Reports;
import io.github.authenticode.report.SecondOpinionFacts;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.run.SampleReports;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    @Test
    void passedSigningIsGreenAndSaysSo() throws IOException {
        String html = ReportText.html(
                Reports.signing(SampleRuns.signingRun(), List.of(SampleRuns.signed("target/app.exe", 1240))));

        assertThat(html)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("<title>Signed and verified – app 1.4.0</title>")
                .contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .contains("<header class=\"hero good\">")
                .contains("<h1>Signed and verified</h1>")
                .contains("1 signed, 0 skipped, 0 failed of 1 file in 4.1 s")
                .contains("prefers-color-scheme: dark")
                .doesNotContain("TEST CERTIFICATE", "What went wrong", "Warning:");
    }

    @Test
    void whatAServiceSignedIsOnThePage() throws IOException {
        String html = ReportText.html(SampleReports.signingByAService());

        assertThat(html)
                .contains("2 spent, 1 saved", "release-7")
                .contains("Service operation", "0b7c6a0e-1e0c-4b53-9f6e-2f1f5b1d7a10");
    }

    @Test
    void failedSigningIsRedAndNamesProblemsBeforeFiles() throws IOException {
        String html = ReportText.html(SampleReports.signingWithEveryOutcome());

        assertThat(html)
                .contains("<header class=\"hero bad\">", "<h1>Signing failed</h1>")
                .contains("1 signed, 1 skipped, 2 failed of 4 files in 4.1 s")
                .contains("<b>Warning:</b> &lt;allowInRelease&gt; lets a test certificate sign a release.");
        assertThat(html)
                .containsSubsequence(
                        "<h2>What went wrong</h2>",
                        "<h3>No timestamp authority answered.</h3>",
                        "http://timestamp.example.com: HTTP 503 Service Unavailable",
                        "<b>What to do:</b> Try again later, or name another authority in &lt;timestamp&gt;",
                        "TRUST_E_BAD_DIGEST (0x80096010)",
                        "<h2>Files</h2>",
                        "<h2>Details</h2>",
                        "Signature of the copy that was thrown away",
                        "<dt>Trusted root</dt><dd>Example Root CA (root.pem)</dd>",
                        "<dt>Trusted root of the timestamp</dt><dd>Example Root CA (root.pem)</dd>",
                        "<h2>Certificates</h2>",
                        "<h2>How it was done</h2>",
                        "${project}/etc/root.pem");
    }

    @Test
    void interruptedRunIsRedAndItsUnfinishedFilesAreNeitherGoodNorBad() throws IOException {
        String html = ReportText.html(SampleReports.interruptedSigning());

        assertThat(html)
                .contains("<header class=\"hero bad\">", "<h1>Signing interrupted</h1>")
                .contains("1 signed, 0 skipped, 1 failed, 2 unfinished of 4 files in 4.1 s")
                .contains("<use href=\"#idle\"/></svg>unfinished</span>");
        assertThat(ReportText.html(SampleReports.interruptedVerification()))
                .contains("<h1>Verification interrupted</h1>", "1 trusted, 0 rejected, 1 unfinished of 2 files");
    }

    @Test
    void outcomeIsAWordWithAnIconAndNotOnlyAColour() throws IOException {
        String html = ReportText.html(SampleReports.signingWithEveryOutcome());

        for (String outcome : List.of("good\"/></svg>signed", "idle\"/></svg>skipped", "bad\"/></svg>failed")) {
            assertThat(html).contains("<use href=\"#" + outcome + "</span>");
        }
    }

    @Test
    void testCertificateIsToldInBothKindsOfReport() throws IOException {
        String signing = ReportText.html(SampleReports.signingOf(1));
        String verification = ReportText.html(Reports.verification(SampleRuns.testSigningRun(), List.of()));

        assertThat(signing).contains("<strong>TEST CERTIFICATE</strong>", "Do not release these files.");
        assertThat(verification).contains("<strong>TEST CERTIFICATE</strong>", "A throwaway certificate was trusted");
    }

    @Test
    void everyCertificateStandsOnceHoweverManyFilesItSigned() throws IOException {
        String html = ReportText.html(SampleReports.signingOf(20));

        assertThat(html.split("class=\"card pad certificate\"", -1)).hasSize(4);
        assertThat(html.split("4f3a9c01d2", -1)).hasSize(2);
        assertThat(html).contains("signs files", "issues certificates", "signs timestamps");
    }

    @Test
    void pageOfMoreFilesThanAreHeldHasAllOfThemAndTheirCertificates() throws IOException {
        String html = ReportText.html(SampleReports.signingOf(1001));

        assertThat(html.split("class=\"card pad certificate\"", -1)).hasSize(4);
        assertThat(html.split("<details class=\"card\"", -1)).hasSize(1002);
        assertThat(html).contains("href=\"#file-1001\"", "id=\"file-1001\"", "signs timestamps");
    }

    @Test
    void onlyBadFilesAreUnfoldedAmongMany() throws IOException {
        assertThat(ReportText.html(SampleReports.failedVerificationOf(9)).split("<details class=\"card\" open>", -1))
                .hasSize(4);
        assertThat(ReportText.html(SampleReports.signingOf(3)).split("<details class=\"card\" open>", -1))
                .hasSize(4);
    }

    @Test
    void sameProblemOfManyFilesIsToldOnce() throws IOException {
        String html = ReportText.html(SampleReports.failedVerificationOf(9));

        assertThat(html.split("<h3>The file is not signed.</h3>", -1)).hasSize(2);
        assertThat(html).contains("Affects 3 files:");
    }

    @Test
    void signatureWithoutSignerSaysThatItIsNotInTheFile() throws IOException {
        String html = ReportText.html(SampleReports.verificationWithEveryOutcome());

        assertThat(html).containsSubsequence("Signature, 2 of 2", "<dt>Signer</dt><dd>not in the file</dd>");
    }

    @Test
    void secondOpinionIsShownInTheSummaryTheDetailsAndTheProblems() throws IOException {
        String html = ReportText.html(SampleReports.verificationWithEveryOpinion());

        assertThat(html)
                .contains("3 trusted, 1 rejected, 1 disputed of 5 files")
                .containsSubsequence(
                        "<p class=\"name\">second-opinion-refuses</p>",
                        "SignTool Error: WinVerifyTrust returned error: 0x800B010C",
                        "<p class=\"name\">second-opinion-accepts</p>",
                        "bad\"/></svg>disputed</span>",
                        "<dt>Second opinion</dt><dd>signtool accepts the file</dd>",
                        "<dd>signtool refuses the file\nSignTool Error: WinVerifyTrust returned error: 0x800B010C</dd>",
                        "<dd>signtool has none</dd>",
                        "<dt>Second opinion</dt><dd>signtool 10.0.26100.1</dd>");
    }

    @Test
    void whyNobodyWasAskedForASecondOpinionIsShown() throws IOException {
        String html = ReportText.html(Reports.verification(
                SampleRuns.comparedRun(SecondOpinionFacts.notAsked("The build does not run on Windows.")),
                List.of(SampleRuns.verified("a.exe", SampleRuns.trusted()))));

        assertThat(html)
                .contains("<dt>Second opinion</dt><dd>not asked. The build does not run on Windows.</dd>")
                .contains("1 trusted, 0 rejected of 1 file");
    }

    @Test
    void runThatCouldNotStartShowsWhy() throws IOException {
        Problem problem = SampleProblem.of("keystore-password", "The password does not open a.p12.", "Correct it.");

        String html = ReportText.html(Reports.signing(SampleRuns.signingRun(problem), List.of()));

        assertThat(html)
                .contains("<h1>Signing failed</h1>", "No file was signed", "The password does not open a.p12.")
                .doesNotContain("<h2>Files</h2>", "<h2>Certificates</h2>", "Affects");
    }

    @Test
    void nothingToDoIsNeitherGreenNorRed() throws IOException {
        String html = ReportText.html(Reports.verification(SampleRuns.verificationRun(), List.of()));

        assertThat(html).contains("<header class=\"hero idle\">", "<h1>Nothing to verify</h1>");
    }

    @Test
    void evidenceSaysWhatWasCheckedAndWhatWasNot() throws IOException {
        String page = ReportText.html(SampleReports.verificationWithEveryOutcome());

        assertThat(page)
                .contains("<h5>Evidence</h5>")
                .contains("2026-11-22T09:30:00Z\nA trusted timestamp shows that the signature existed then.")
                .contains("Example Ltd: not revoked, OCSP of 2026-11-22T08:00:00Z\n"
                        + "Example TSA: unknown (OCSP at http://ocsp.example.com/tsa: HTTP 503)")
                .contains("aria-label=\"checked\"", "aria-label=\"not checked\"")
                .contains("<span class=\"id\">archive-content</span> &lt;lookInside&gt; is off.");
        assertThat(page.indexOf("<span class=\"id\">revocation</span>"))
                .as("what was checked comes first")
                .isLessThan(page.indexOf("<span class=\"id\">page-hashes</span>"));
    }

    @Test
    void hostileTextIsShownAndNeverRun() throws IOException {
        String evil = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>";
        CertificateInfo certificate = SampleRuns.certificate(evil, "1", "ab");
        Violation violation = new Violation(ViolationCode.TRUST_E_FAIL, evil);
        SignatureVerdict signature = new SignatureVerdict(
                evil,
                Optional.of(certificate),
                List.of(certificate),
                Optional.empty(),
                Optional.empty(),
                Optional.of(evil),
                Optional.of("javascript:alert(3)"),
                List.of(violation));
        Problem problem = new Problem("some-problem", evil, evil, Optional.of(evil));

        String html = ReportText.html(Reports.verification(
                SampleRuns.facts(true, Optional.of(SampleRuns.signingFacts()), List.of(evil), problem),
                List.of(SampleRuns.verified(
                        evil + "\u202Egnp.exe", new Verdict(List.of(signature), List.of(violation))))));

        assertThat(html).doesNotContain("<script", "<img", "href=\"javascript").doesNotContain("\u202E");
        assertThat(html).contains("&lt;script&gt;alert(1)", "\\u202Egnp");
    }

    @Test
    void pageNeedsNothingFromOutside() throws IOException {
        String html = ReportText.html(SampleReports.signingWithEveryOutcome());

        assertThat(html)
                .contains("Content-Security-Policy\" content=\"default-src 'none'")
                .doesNotContain("<script", "<link", "<img", "<iframe", "url(", "@import", " src=")
                .doesNotContainPattern("href=\"[^#]");
    }
}
