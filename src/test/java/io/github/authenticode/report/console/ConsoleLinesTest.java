package io.github.authenticode.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.report.PolicyFacts;
import io.github.authenticode.report.SecondOpinionFacts;
import io.github.authenticode.report.SigningFacts;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.verdict.Check;
import io.github.authenticode.verify.verdict.Evidence;
import io.github.authenticode.verify.verdict.Opinion.Stance;
import io.github.authenticode.verify.verdict.RevocationFinding;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleLinesTest {
    @Test
    void signingStartsWithIdentityEngineAndAuthorities() {
        SigningFacts facts = new SigningFacts(
                "keystore", "embedded", SampleRuns.timestamping(true, "http://a.example", "http://b.example"));

        assertThat(ConsoleLines.signingStarts(facts, false, 12))
                .containsExactly("Signing 12 files: identity keystore, engine embedded,"
                        + " timestamps from http://a.example or http://b.example");
    }

    @Test
    void testCertificateHasItsOwnLine() {
        SigningFacts facts = new SigningFacts("testCertificate", "embedded", SampleRuns.timestamping(true));

        assertThat(ConsoleLines.signingStarts(facts, true, 1))
                .containsExactly(
                        "Signing 1 file: identity testCertificate, engine embedded, timestamps from its own authority",
                        "TEST CERTIFICATE: no other machine trusts these signatures."
                                + " Choose another identity for a release.");
        assertThat(ConsoleLines.verificationStarts(SampleRuns.policyFacts(), true, 1))
                .endsWith("TEST CERTIFICATE: its root is trusted here. Other machines do not trust it.");
    }

    @Test
    void timestampsThatAreOffAreSaid() {
        SigningFacts facts =
                new SigningFacts("keystore", "embedded", SampleRuns.timestamping(false, "http://a.example"));

        assertThat(ConsoleLines.signingStarts(facts, false, 2))
                .containsExactly("Signing 2 files: identity keystore, engine embedded, no timestamps");
    }

    @Test
    void billOfAServiceIsOneLine() {
        assertThat(ConsoleLines.service(new SigningFacts.Service("release-7", 3, 97)))
                .isEqualTo("Signatures of the service: 3 spent, 97 saved (correlation id release-7)");
    }

    @Test
    void verificationStartsWithThePolicy() {
        PolicyFacts strict = new PolicyFacts(
                Optional.of("Example Ltd"),
                Optional.of("1.3.6.1.4.1.311.97.4.5"),
                true,
                List.of("etc/root.pem", "etc/more"),
                Optional.of(Instant.parse("2026-11-22T00:00:00Z")));
        PolicyFacts loose = new PolicyFacts(
                Optional.empty(), Optional.empty(), false, List.of("roots of the JVM"), Optional.empty());

        assertThat(ConsoleLines.verificationStarts(strict, false, 3))
                .containsExactly(
                        "Verifying 3 files: publisher Example Ltd, subscriber EKU 1.3.6.1.4.1.311.97.4.5, timestamp required,"
                                + " as of 2026-11-22T00:00:00Z, trusting etc/root.pem and etc/more");
        assertThat(ConsoleLines.verificationStarts(loose, false, 3))
                .containsExactly("Verifying 3 files: any publisher, timestamp not required, trusting roots of the JVM");
    }

    @Test
    void outcomesOfASigningAreAligned() {
        assertThat(ConsoleLines.file(3, 12, SampleRuns.signed("app.exe", 1240)))
                .containsExactly("[3/12] signed  app.exe  1.2 s");
        assertThat(ConsoleLines.file(4, 12, SampleRuns.skipped("lib/core.dll")))
                .containsExactly("[4/12] skipped lib/core.dll  0.0 s");
        assertThat(ConsoleLines.file(5, 12, SampleRuns.failed("setup.msi", SampleRuns.AUTHORITY_DOWN)))
                .containsExactly("[5/12] FAILED  setup.msi  7.3 s", "      No timestamp authority answered.");
    }

    @Test
    void failureThatOnlyTheVerifierSawIsTold() {
        Outcome outcome = new Outcome.Failed(
                List.of(), Optional.of(new Verdict(List.of(SampleRuns.signature(SampleRuns.BAD_DIGEST)), List.of())));

        assertThat(ConsoleLines.file(1, 1, SampleRuns.result("a.exe", 1, 90, outcome)))
                .containsExactly(
                        "[1/1] FAILED  a.exe  0.1 s",
                        "      TRUST_E_BAD_DIGEST: The file was changed after it was signed.");
    }

    @Test
    void verifiedFileNamesSignerAndTimestamp() {
        assertThat(ConsoleLines.file(1, 3, SampleRuns.verified("app.exe", SampleRuns.trusted())))
                .containsExactly("[1/3] trusted  app.exe  Example Ltd, timestamped 2026-11-22");
    }

    @Test
    void legacyTimestampIsCalledThat() {
        SignatureVerdict s = SampleRuns.trusted().signatures().get(0);
        TimestampInfo legacy = new TimestampInfo(
                "Authenticode", s.timestamp().orElseThrow().time(), "SHA-256", Optional.empty(), Optional.empty());
        Verdict verdict = new Verdict(
                List.of(new SignatureVerdict(
                        s.digestAlgorithm(),
                        s.signer(),
                        s.chain(),
                        s.anchor(),
                        Optional.of(legacy),
                        s.description(),
                        s.url(),
                        List.of())),
                List.of());

        assertThat(ConsoleLines.file(1, 3, SampleRuns.verified("app.exe", verdict)))
                .containsExactly(
                        "[1/3] trusted  app.exe  Example Ltd, timestamped 2026-11-22 by a legacy countersignature");
    }

    @Test
    void fileThatACatalogListsNamesTheCatalog() {
        Verdict verdict = new Verdict(List.of(SampleRuns.signatureOfCatalog("dist/app.cat")), List.of());

        assertThat(ConsoleLines.file(1, 1, SampleRuns.verified("a.zip!/app.sys", verdict)))
                .containsExactly("[1/1] trusted  a.zip!/app.sys  Example Ltd, timestamped 2026-11-22,"
                        + " by the catalog dist/app.cat");
    }

    @Test
    void laterRevocationIsTold() {
        RevocationFinding finding = new RevocationFinding(
                SampleRuns.SIGNER.sha256(),
                "Example Ltd",
                RevocationFinding.Status.REVOKED_LATER,
                Optional.empty(),
                Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
                "keyCompromise");
        Evidence evidence = SampleRuns.evidence();
        Verdict verdict = new Verdict(
                List.of(SampleRuns.signature()
                        .with(new Evidence(evidence.judgedAt(), List.of(), evidence.checks(), List.of(finding)))),
                List.of());

        assertThat(ConsoleLines.file(1, 1, SampleRuns.verified("app.exe", verdict)))
                .containsExactly("[1/1] trusted  app.exe  Example Ltd, timestamped 2026-11-22, \"Example Ltd\" revoked"
                        + " later (2026-12-01)");
    }

    @Test
    void whatNobodyLookedIntoIsToldOnceForAllFiles() {
        List<VerifiedFile> files = List.of(
                SampleRuns.verified("app.exe", SampleRuns.trusted()),
                SampleRuns.verified("lib.dll", SampleRuns.unsigned()));

        assertThat(ConsoleLines.notChecked(
                        List.of(
                                Check.made(Check.Kind.CATALOG, "Yes."),
                                Check.notMade(Check.Kind.ARCHIVE_CONTENT, "<lookInside> is off.")),
                        files))
                .contains("Not checked: timestamp-revocation of 1 file (Nobody could tell of \"Example TSA\" (OCSP at"
                        + " http://ocsp.example.com/tsa: HTTP 503)), archive-content. The report says why.");
        assertThat(ConsoleLines.notChecked(List.of(), List.of())).isEmpty();
    }

    @Test
    void archivesAndWhatTheyHeldAreCounted() {
        assertThat(ConsoleLines.lookedInside(1, 0)).isEqualTo("Looked inside 1 archive: 0 signable files");
        assertThat(ConsoleLines.lookedInside(3, 1)).isEqualTo("Looked inside 3 archives: 1 signable file");
    }

    @Test
    void verifiedFileWithoutTimestampSaysSo() {
        SignatureVerdict signature = new SignatureVerdict(
                "SHA-256",
                Optional.of(SampleRuns.SIGNER),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());

        assertThat(ConsoleLines.file(1, 1, SampleRuns.verified("a.exe", new Verdict(List.of(signature), List.of()))))
                .containsExactly("[1/1] trusted  a.exe  Example Ltd, not timestamped");
    }

    @Test
    void rejectedFileNamesTheFirstViolationAndCountsTheRest() {
        Verdict verdict = new Verdict(
                List.of(SampleRuns.signature(SampleRuns.BAD_DIGEST), SampleRuns.signatureWithoutSigner()), List.of());

        assertThat(ConsoleLines.file(2, 3, SampleRuns.verified("lib/core.dll", verdict)))
                .containsExactly(
                        "[2/3] REJECTED lib/core.dll",
                        "      TRUST_E_BAD_DIGEST: The file was changed after it was signed. (and 1 more)");
    }

    @Test
    void secondOpinionStandsBesideTheVerdict() {
        Problem refused = SampleProblem.of("second-opinion-refuses", "Two judges disagree.", "Do not ship it.");

        assertThat(ConsoleLines.secondOpinion(SecondOpinionFacts.asked("signtool", Optional.of("10.0.26100.1"))))
                .containsExactly("Second opinion: signtool 10.0.26100.1");
        assertThat(ConsoleLines.secondOpinion(SecondOpinionFacts.notAsked("The build does not run on Windows.")))
                .isEmpty();
        assertThat(ConsoleLines.file(1, 4, SampleRuns.compared("a.exe", SampleRuns.trusted(), Stance.ACCEPTS)))
                .containsExactly("[1/4] trusted  a.exe  Example Ltd, timestamped 2026-11-22, signtool agrees");
        assertThat(ConsoleLines.file(
                        1, 4, SampleRuns.compared("a.exe", SampleRuns.trusted(), Stance.ACCEPTS_UNSTAMPED)))
                .containsExactly(
                        "[1/4] trusted  a.exe  Example Ltd, timestamped 2026-11-22, signtool sees no timestamp");
        assertThat(ConsoleLines.file(2, 4, SampleRuns.compared("b.nupkg", SampleRuns.trusted(), Stance.ABSTAINS)))
                .containsExactly(
                        "[2/4] trusted  b.nupkg  Example Ltd, timestamped 2026-11-22, no opinion from signtool");
        assertThat(ConsoleLines.file(3, 4, SampleRuns.compared("c.exe", SampleRuns.trusted(), Stance.DISTRUSTS_ROOT)))
                .containsExactly(
                        "[3/4] trusted  c.exe  Example Ltd, timestamped 2026-11-22, signtool does not trust its root");
        assertThat(ConsoleLines.file(4, 4, SampleRuns.compared("d.exe", SampleRuns.trusted(), Stance.REFUSES, refused)))
                .containsExactly("[4/4] DISPUTED d.exe", "      Two judges disagree.");
        assertThat(ConsoleLines.verificationEnds(
                        List.of(
                                SampleRuns.compared("a.exe", SampleRuns.trusted(), Stance.ACCEPTS),
                                SampleRuns.compared("d.exe", SampleRuns.trusted(), Stance.REFUSES, refused),
                                SampleRuns.verified("e.exe", SampleRuns.unsigned())),
                        Duration.ofMillis(400)))
                .isEqualTo("Trusted 1, rejected 1, disputed 1 of 3 files in 0.4 s");
    }

    @Test
    void hostileNameStaysOnItsLine() {
        assertThat(ConsoleLines.file(1, 1, SampleRuns.signed("a\n[ERROR]\tb\u001B[2J\u202Egnp.exe", 0)))
                .containsExactly("[1/1] signed  a [ERROR] b\\u001B[2J\\u202Egnp.exe  0.0 s");
    }

    @Test
    void originOfASignatureThatNoEngineMadeIsTold() throws Exception {
        List<FileResult> results = new ArrayList<>();
        for (SignatureOrigin origin : SignatureOrigin.values()) {
            results.add(SampleRuns.result(
                    origin.name().toLowerCase(Locale.ROOT) + ".exe",
                    0,
                    40,
                    new Outcome.Signed(SampleRuns.trusted(), origin)));
        }

        assertThat(results)
                .flatExtracting(r -> ConsoleLines.file(1, 4, r))
                .containsExactly(
                        "[1/4] signed  engine.exe  0.0 s",
                        "[1/4] signed  cache.exe  0.0 s  from the cache",
                        "[1/4] signed  identical_file.exe  0.0 s  as an identical file",
                        "[1/4] signed  earlier_run.exe  0.0 s  by an earlier run");
        assertThat(ConsoleLines.signingEnds(results, Duration.ofSeconds(1)))
                .isEqualTo(
                        "Signed 4 (1 as an identical file, 1 from the cache, 1 by an earlier run), skipped 0, failed 0"
                                + " of 4 files in 1.0 s");
    }

    @Test
    void summariesCount() {
        assertThat(ConsoleLines.signingEnds(
                        List.of(
                                SampleRuns.signed("a.exe", 1),
                                SampleRuns.signed("b.exe", 1),
                                SampleRuns.skipped("c.exe"),
                                SampleRuns.failed("d.exe", SampleRuns.AUTHORITY_DOWN)),
                        Duration.ofMillis(4130)))
                .isEqualTo("Signed 2, skipped 1, failed 1 of 4 files in 4.1 s");
        assertThat(ConsoleLines.verificationEnds(
                        List.of(
                                SampleRuns.verified("a.exe", SampleRuns.trusted()),
                                SampleRuns.verified("b.exe", SampleRuns.trusted()),
                                SampleRuns.verified("c.exe", SampleRuns.unsigned())),
                        Duration.ofMillis(400)))
                .isEqualTo("Trusted 2, rejected 1 of 3 files in 0.4 s");
    }
}
