package io.github.authenticode.testing.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.plan.policy.RevocationMode;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.report.CheckFacts;
import io.github.authenticode.report.PolicyFacts;
import io.github.authenticode.report.RunFacts;
import io.github.authenticode.report.SecondOpinionFacts;
import io.github.authenticode.report.SigningFacts;
import io.github.authenticode.report.record.PluginId;
import io.github.authenticode.report.record.ProjectId;
import io.github.authenticode.report.text.ReportPaths;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.AnchorInfo;
import io.github.authenticode.verify.verdict.Check;
import io.github.authenticode.verify.verdict.Evidence;
import io.github.authenticode.verify.verdict.Opinion;
import io.github.authenticode.verify.verdict.RevocationFinding;
import io.github.authenticode.verify.verdict.RevocationSource;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Made-up results of runs, the same at every call, from which reports and console lines are made. */
public final class SampleRuns {
    public static final CertificateInfo ROOT = certificate("CN=Example Root CA,O=Example Trust,C=DE", "1", "a1");
    public static final AnchorInfo ANCHOR = new AnchorInfo(ROOT.subject(), ROOT.sha256(), "root.pem");
    public static final CertificateInfo SIGNER = certificate(
            "CN=Example Ltd,O=Example Ltd,L=Hamburg,C=DE",
            "4f3a9c01d2",
            "b2",
            "1.3.6.1.5.5.7.3.3",
            "1.3.6.1.4.1.311.97.990309390.766961637");
    public static final CertificateInfo AUTHORITY =
            certificate("CN=Example Timestamp Authority 2026,C=DE", "77e0", "c3");
    public static final Problem AUTHORITY_DOWN = SampleProblem.of(
                    "timestamp-unreachable",
                    "No timestamp authority answered.",
                    "Try again later, or name another authority in <timestamp><urls>.")
            .withEvidence("http://timestamp.example.com: HTTP 503 Service Unavailable");
    public static final Problem REVOKED = SampleProblem.of(
                    "hresult-800b010c",
                    "The issuer has revoked the certificate. Windows calls it CERT_E_REVOKED, 0x800B010C.",
                    "Replace the certificate.")
            .withEvidence("SignTool Error: WinVerifyTrust returned error: 0x800B010C");
    public static final Violation BAD_DIGEST =
            new Violation(ViolationCode.TRUST_E_BAD_DIGEST, "The file was changed after it was signed.");

    public static final Violation PADDING = new Violation(
            ViolationCode.TRUST_E_NOSIGNATURE,
            "The signature is followed by 3 bytes that it does not cover and that may hide data. Sign the file again.",
            Rule.ZERO_PADDING,
            Severity.WARNING);
    public static final Violation LEGACY = new Violation(
            ViolationCode.TRUST_E_TIME_STAMP,
            "The timestamp is a countersignature of the old kind, with SHA-256, and no RFC 3161 token. Timestamp the file"
                    + " with an RFC 3161 authority.",
            Rule.TIMESTAMP_RFC3161,
            Severity.WARNING);

    private static final String SUBSCRIBER_EKU = "1.3.6.1.4.1.311.97.990309390.766961637";

    private SampleRuns() {}

    public static CertificateInfo certificate(
            String subject, String serial, String twoDigits, String... extendedKeyUsage) {
        return new CertificateInfo(
                subject,
                "CN=Example Root CA,O=Example Trust,C=DE",
                serial,
                twoDigits.repeat(20).toUpperCase(Locale.ROOT),
                twoDigits.repeat(32).toUpperCase(Locale.ROOT),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2027-01-01T23:59:59Z"),
                List.of(extendedKeyUsage));
    }

    public static SignatureVerdict signature(Violation... violations) {
        return new SignatureVerdict(
                        "SHA-256",
                        Optional.of(SIGNER),
                        List.of(SIGNER, ROOT),
                        Optional.of(ANCHOR),
                        Optional.of(new TimestampInfo(
                                "RFC3161",
                                Instant.parse("2026-11-22T09:30:00Z"),
                                "SHA-256",
                                Optional.of(AUTHORITY),
                                Optional.of(ANCHOR))),
                        Optional.of("Example App"),
                        Optional.of("https://example.com/app"),
                        List.of(violations))
                .with(evidence());
    }

    /** As of a run with {@code <revocation>soft</revocation>} in which the timestamp authority's responder was down. */
    public static Evidence evidence() {
        RevocationSource ocsp = new RevocationSource(
                "OCSP",
                URI.create("http://ocsp.example.com/issuer"),
                Instant.parse("2026-11-22T08:00:00Z"),
                Optional.of(Instant.parse("2026-11-29T08:00:00Z")));
        return new Evidence(
                new Evidence.JudgedAt(
                        Instant.parse("2026-11-22T09:30:00Z"),
                        Evidence.Basis.TIMESTAMP,
                        "A trusted timestamp shows that the signature existed then."),
                List.of(AUTHORITY, ROOT),
                List.of(
                        Check.made(Check.Kind.FILE_DIGEST, "SHA-256 of the file was computed anew."),
                        Check.notMade(
                                Check.Kind.PAGE_HASHES,
                                "The signature lists no digests of the file's pages; they are optional."),
                        Check.made(Check.Kind.REVOCATION, "1 certificate asked after, none revoked (OCSP)."),
                        Check.notMade(
                                Check.Kind.TIMESTAMP_REVOCATION,
                                "Nobody could tell of \"Example TSA\" (OCSP at http://ocsp.example.com/tsa: HTTP 503).")),
                List.of(
                        new RevocationFinding(
                                SIGNER.sha256(),
                                "Example Ltd",
                                RevocationFinding.Status.GOOD,
                                Optional.of(ocsp),
                                Optional.empty(),
                                ""),
                        new RevocationFinding(
                                AUTHORITY.sha256(),
                                "Example TSA",
                                RevocationFinding.Status.UNKNOWN,
                                Optional.empty(),
                                Optional.empty(),
                                "OCSP at http://ocsp.example.com/tsa: HTTP 503")));
    }

    private static CheckFacts checkFacts(boolean signing) {
        return new CheckFacts(
                new OnlineChecks(RevocationMode.SOFT, true, Set.of("pki.example.com")),
                signing
                        ? List.of()
                        : List.of(
                                Check.notMade(
                                        Check.Kind.CATALOG,
                                        "<catalogs> names none, and those installed in Windows are not consulted."),
                                Check.notMade(Check.Kind.ARCHIVE_CONTENT, "<lookInside> is off.")));
    }

    /** That of a catalog, which stands for one of a file. */
    public static SignatureVerdict signatureOfCatalog(String catalog, Violation... violations) {
        SignatureVerdict own = signature(violations);
        return new SignatureVerdict(
                own.digestAlgorithm(),
                own.signer(),
                own.chain(),
                own.anchor(),
                own.timestamp(),
                own.description(),
                own.url(),
                Optional.of(catalog),
                own.evidence(),
                own.violations());
    }

    public static SignatureVerdict signatureWithoutSigner() {
        return new SignatureVerdict(
                "1.3.14.3.2.26",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Violation(
                        ViolationCode.TRUST_E_NO_SIGNER_CERT, "The file does not hold the signer's certificate.")));
    }

    public static Verdict trusted() {
        return new Verdict(List.of(signature()), List.of());
    }

    public static Verdict unsigned() {
        return new Verdict(
                List.of(), List.of(new Violation(ViolationCode.TRUST_E_NOSIGNATURE, "The file is not signed.")));
    }

    public static PlannedFile file(String name) {
        FileFormat format = FileFormat.ofName(name).orElse(FileFormat.PE);
        return new PlannedFile(Path.of("/build/project").resolve(name), name, format);
    }

    public static FileResult signed(String name, long millis) {
        return result(name, 1, millis, new Outcome.Signed(trusted()));
    }

    /** Signed by a service, which calls it this. */
    public static FileResult signedByService(String name, String operation) {
        FileResult r = signed(name, 1240);
        return new FileResult(
                r.file(),
                r.size(),
                r.sha256Before(),
                r.sha256After(),
                r.attempts(),
                List.of(operation),
                r.duration(),
                r.outcome());
    }

    public static FileResult skipped(String name) {
        return result(name, 0, 30, new Outcome.Skipped(trusted()));
    }

    public static FileResult failed(String name, Problem... problems) {
        return result(name, 3, 7340, new Outcome.Failed(List.of(problems), Optional.empty()));
    }

    public static FileResult result(String name, int attempts, long millis, Outcome outcome) {
        boolean changed = outcome instanceof Outcome.Signed;
        return new FileResult(
                file(name),
                1_234_567,
                Optional.of("0d".repeat(32)),
                Optional.of((changed ? "e1" : "0d").repeat(32)),
                attempts,
                List.of(),
                Duration.ofMillis(millis),
                outcome);
    }

    public static VerifiedFile verified(String name, Verdict verdict) {
        return new VerifiedFile(file(name), 1_234_567, Optional.of("E1".repeat(32)), Duration.ofMillis(120), verdict);
    }

    public static VerifiedFile compared(String name, Verdict verdict, Opinion.Stance stance, Problem... problems) {
        Optional<Problem> reason = stance == Opinion.Stance.REFUSES ? Optional.of(REVOKED) : Optional.empty();
        return verified(name, verdict)
                .with(new Opinion("signtool", Optional.of("10.0.26100.1"), stance, reason), List.of(problems));
    }

    public static SigningFacts signingFacts() {
        return new SigningFacts("keystore", "embedded", timestamping(true, "http://timestamp.example.com"));
    }

    public static Timestamping timestamping(boolean enabled, String... urls) {
        List<URI> authorities = Arrays.stream(urls).map(URI::create).toList();
        return new Timestamping(enabled, authorities, 4, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    public static PolicyFacts policyFacts() {
        return new PolicyFacts(
                Optional.of("Example Ltd"),
                Optional.of(SUBSCRIBER_EKU),
                true,
                List.of("/build/project/etc/root.pem"),
                Optional.empty());
    }

    public static ReportPaths places() {
        return ReportPaths.of(
                Map.of("project", Path.of("/build/project"), "home", Path.of("/home/jane")), Optional.of("buildhost7"));
    }

    public static RunFacts signingRun(Problem... problems) {
        return facts(false, Optional.of(signingFacts()), List.of(), problems);
    }

    public static RunFacts testSigningRun(Problem... problems) {
        SigningFacts facts = new SigningFacts("testCertificate", "embedded", timestamping(true));
        return facts(true, Optional.of(facts), List.of(), problems);
    }

    public static RunFacts verificationRun(Problem... problems) {
        return facts(false, Optional.empty(), List.of(), problems);
    }

    public static RunFacts facts(
            boolean testCertificate, Optional<SigningFacts> signing, List<String> warnings, Problem... problems) {
        return facts(testCertificate, signing, Optional.empty(), warnings, problems);
    }

    /** A verification with files that a second judge accepts, refuses or does not know. */
    public static RunFacts comparedRun(SecondOpinionFacts facts, String... warnings) {
        return facts(false, Optional.empty(), Optional.of(facts), List.of(warnings));
    }

    /** The same, interrupted before it had come to its end with all of these files. */
    public static RunFacts interrupted(RunFacts facts, String... files) {
        return facts.interruptedIn(Arrays.stream(files).map(SampleRuns::file).toList());
    }

    private static RunFacts facts(
            boolean testCertificate,
            Optional<SigningFacts> signing,
            Optional<SecondOpinionFacts> secondOpinion,
            List<String> warnings,
            Problem... problems) {
        return new RunFacts(
                new RunFacts.Origin(
                        Optional.of(new ProjectId("com.example", "app", "1.4.0")),
                        new PluginId("authenticode-maven-plugin", "0.1.0"),
                        places()),
                testCertificate,
                signing,
                Optional.of(policyFacts()),
                secondOpinion,
                Optional.of(checkFacts(signing.isPresent())),
                new RunFacts.Ending(
                        Instant.parse("2026-11-22T09:30:04.123456Z"),
                        Duration.ofMillis(4130),
                        warnings,
                        List.of(problems),
                        List.of()));
    }
}
