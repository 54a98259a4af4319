package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.ForeignSignature;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.FilePublishers;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.gate.CopyComparer;
import io.github.authenticode.run.gate.KeptFiles;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestSigner;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that somebody else has signed, with real signatures of real programs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignSignatureTest {
    private static final Instant TIMESTAMP = Instant.parse("2026-03-01T10:00:00Z");
    private static final String FOREIGNER = "C=US, O=Runtime Corporation, CN=Runtime Corporation";
    private static final String SUBJECT = "CN=Runtime Corporation,O=Runtime Corporation,C=US";

    private static final String OWN = "CN=Example Ltd,O=Example Organization,L=Berlin,C=DE";

    private TestPki pki;
    private TestTimestamps stamps;

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeAll
    void makeCertificates() throws Exception {
        pki = TestPki.create();
        stamps = new TestTimestamps(pki.timestampAuthority(), TIMESTAMP);
    }

    @BeforeEach
    void setUp() throws Exception {
        bench = new Bench(folder);
        bench.comparer = CopyComparer.REAL;
        bench.clock = Clock.fixed(TestPki.NOW, ZoneOffset.UTC);
        bench.engine.withCertificate(pki.signer().certificate()).onOthers(task -> signed(task.file()));
        judgeBy(new Policy(Rules.USUAL, List.of(), Optional.empty(), Optional.empty()));
    }

    private void judgeBy(Policy policy) throws Exception {
        bench.policy = Optional.of(policy);
        bench.verifier = new AuthenticodeVerifier(
                policy, TrustAnchors.load(List.of(pem(pki.root().certificate()))), bench.clock);
    }

    private Path pem(X509Certificate root) throws Exception {
        return Files.writeString(
                folder.resolve("root.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(root.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    private Attempt signed(Path file) {
        boolean appending = bench.foreignSignature == ForeignSignature.APPEND
                || bench.existingSignature == ExistingSignature.APPEND;
        try {
            new TestSigner(pki.signer(), Optional.of(stamps), !appending).sign(file);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new Attempt.Done();
    }

    private Path program(TestEntity signer) throws Exception {
        return program(TestSigner.of(signer).timestampedBy(stamps));
    }

    private Path program(TestSigner signer) throws Exception {
        Path file = SampleFiles.write(FileFormat.PE, folder, "runtime.dll");
        signer.sign(file);
        return bench.addPlanned(file, "dist/runtime.dll");
    }

    private TestEntity foreigner() throws Exception {
        return pki.certificate(FOREIGNER).make();
    }

    /**
     * Nobody here trusts his root; and his certificate has expired, which makes no difference to a timestamped
     * signature.
     */
    private TestSigner unknownToThisMachine() throws Exception {
        TestEntity root = TestCertificate.of("CN=Root of Others").authority(2).make();
        TestEntity signer = TestCertificate.of(FOREIGNER)
                .issuedBy(root)
                .validity("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z")
                .make();
        TestEntity authority = TestCertificate.of("CN=Timestamps of Others")
                .issuedBy(root)
                .purposes(true, KeyPurposeId.id_kp_timeStamping)
                .make();
        return TestSigner.of(signer).timestampedBy(new TestTimestamps(authority, TIMESTAMP));
    }

    @ParameterizedTest
    @EnumSource(ExistingSignature.class)
    void whatAnotherPublisherHasSignedIsLeftAlone(ExistingSignature existing) throws Exception {
        bench.existingSignature = existing;
        Path file = program(foreigner());
        byte[] before = Files.readAllBytes(file);

        FileResult result = bench.runOne();

        assertThat(result.outcome()).isEqualTo(new Outcome.Kept(bench.verdict(file), SUBJECT));
        assertThat(result.sha256After()).isEqualTo(result.sha256Before()).isPresent();
        assertThat(file).hasBinaryContent(before);
        assertThat(bench.engine.calls()).isEmpty();
        assertThat(KeptFiles.warnings(List.of(result))).isEmpty();
    }

    @Test
    void signatureThatLeadsToAnUnknownRootIsKeptAndVerifysAnswerIsForetold() throws Exception {
        Path file = program(unknownToThisMachine());
        byte[] before = Files.readAllBytes(file);

        FileResult result = bench.runOne();

        assertThat(result.outcome()).isEqualTo(new Outcome.Kept(bench.verdict(file), SUBJECT));
        assertThat(file).hasBinaryContent(before);
        assertThat(KeptFiles.warnings(List.of(result)))
                .containsExactly(
                        "dist/runtime.dll was left alone, signed by \"Runtime Corporation\", but verify will refuse it,"
                                + " since the certificates lead to no trusted root (CERT_E_EXPIRED, CERT_E_CHAINING). Add the roots of that"
                                + " publisher and of his timestamps to <trustedRoots>, or leave the file out with <excludes>.");
    }

    @Test
    void signatureWithoutTimestampIsReplacedAndItsOwnerNamed() throws Exception {
        Path file = program(TestSigner.of(foreigner()));

        FileResult result = bench.runOne();

        assertThat(signers(file)).containsExactly(OWN);
        assertThat(((Outcome.Signed) result.outcome()).replaced()).containsExactly(SUBJECT);
    }

    @Test
    void damagedSignatureIsReplacedAndItsOwnerNamed() throws Exception {
        Path file = program(unknownToThisMachine());
        byte[] damaged = Files.readAllBytes(file);
        damaged[0x40] ^= 1;
        Files.write(file, damaged);

        FileResult result = bench.runOne();

        assertThat(signers(file)).containsExactly(OWN);
        assertThat(((Outcome.Signed) result.outcome()).replaced()).containsExactly(SUBJECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C=DE, O=Example Organization, CN=Example Ltd 2030",
                "O=EXAMPLE  organization, CN=Another Team",
                "CN=Example Ltd",
                "O=authenticode-maven-plugin, CN=Somebody's test certificate"
            })
    void renewedCertificateIsNobodyElses(String subject) throws Exception {
        bench.existingSignature = ExistingSignature.REPLACE;
        Path file = program(pki.certificate(subject).make());

        FileResult result = bench.runOne();

        assertThat(signers(file)).containsExactly(OWN);
        assertThat(((Outcome.Signed) result.outcome()).replaced()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C=US, O=Example Organization, CN=Example Ltd",
                "O=Runtime Corporation, CN=Example Ltd",
                "CN=Example Limited"
            })
    void namesakesAreOthers(String subject) throws Exception {
        bench.existingSignature = ExistingSignature.REPLACE;
        program(pki.certificate(subject).make());

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void replacesOnRequestAndSaysWhose() throws Exception {
        bench.existingSignature = ExistingSignature.REPLACE;
        bench.foreignSignature = ForeignSignature.REPLACE;
        Path file = program(foreigner());

        FileResult result = bench.runOne();

        assertThat(signers(file)).containsExactly(OWN);
        assertThat(((Outcome.Signed) result.outcome()).replaced()).containsExactly(SUBJECT);
    }

    @Test
    void appendsOnRequestAndOnlyOnce() throws Exception {
        bench.foreignSignature = ForeignSignature.APPEND;
        Path file = program(foreigner());

        FileResult result = bench.runOne();
        FileResult again = bench.runOne();

        assertThat(result.outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(signers(file)).containsExactly(SUBJECT, OWN);
        assertThat(again.outcome()).isInstanceOf(Outcome.Skipped.class);
        assertThat(bench.engine.calls()).hasSize(1);
    }

    @Test
    void failsOnRequest() throws Exception {
        bench.foreignSignature = ForeignSignature.FAIL;
        program(foreigner());

        Problem problem = bench.problemOfOne();

        assertThat(problem.id()).isEqualTo("foreign-signature");
        assertThat(problem.text())
                .isEqualTo("dist/runtime.dll is signed by \"Runtime Corporation\", another publisher. "
                        + "Leave the file out with <excludes>, or set <foreignSignature> to keep, append or replace.");
    }

    @Test
    void keepingWhatThePolicyRefusesIsAnErrorBeforeVerifySaysIt() throws Exception {
        judgeBy(policy(Rules.USUAL.with(Rule.PUBLISHER, "Example Ltd")));
        Path file = program(foreigner());
        byte[] before = Files.readAllBytes(file);

        Problem problem = bench.problemOfOne();

        assertThat(problem.id()).isEqualTo("foreign-signature-refused");
        assertThat(problem.text())
                .isEqualTo(
                        "dist/runtime.dll is signed by \"Runtime Corporation\", another publisher, and was left alone, but"
                                + " the policy refuses it, and verify would: TRUST_E_SUBJECT_NOT_TRUSTED: Signed by \"Runtime"
                                + " Corporation\", not by \"Example Ltd\". Name \"Runtime Corporation\" for this file in"
                                + " <policy><publisherByFile>, leave the file out with <excludes>, or set <foreignSignature> to"
                                + " replace or append.");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void publisherNamedForTheFileMakesSignAndVerifyAgree() throws Exception {
        judgeBy(policy(byFile("dist/runtime*", "Runtime Corporation")
                .with(Rule.PUBLISHER, "Example Ltd")
                .with(Rule.SUBSCRIBER_EKU, "1.3.6.1.4.1.311.97.1.2.3")));
        Path file = program(foreigner());
        bench.addPlanned(SampleFiles.write(FileFormat.PE, folder, "own.exe"), "dist/own.exe");

        List<FileResult> results = bench.run();

        assertThat(results.get(0).outcome()).isInstanceOf(Outcome.Kept.class);
        assertThat(bench.verifier
                        .verify("dist/runtime.dll", file, FileFormat.PE)
                        .isTrusted())
                .isTrue();
        assertThat(bench.verifier.verify("dist/other.dll", file, FileFormat.PE).isTrusted())
                .isFalse();
        // Elsewhere all of the policy holds, also for what this run signs.
        assertThat(Bench.problem(results.get(1)).id()).isEqualTo("signature-rejected");
    }

    @Test
    void wherePublishersAreOnlyWarnedOfKeepingPasses() throws Exception {
        judgeBy(policy(
                Rules.USUAL.with(Rule.PUBLISHER, new Setting(Severity.WARNING, List.of("Example Ltd"), List.of()))));
        program(foreigner());

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void strictRulesDoNotMakeOthersSignaturesWorthless() throws Exception {
        judgeBy(policy(Rules.USUAL.with(Rule.DIGEST_FLOOR, "SHA-512")));
        Path file = program(foreigner());
        byte[] before = Files.readAllBytes(file);

        assertThat(bench.problemOfOne().id()).isEqualTo("foreign-signature-refused");
        assertThat(file).hasBinaryContent(before);
    }

    private static Policy policy(Rules rules) {
        return new Policy(rules, List.of(), Optional.empty(), Optional.empty());
    }

    private static Rules byFile(String files, String publisher) {
        FilePublishers entry = new FilePublishers(List.of(files), List.of(publisher));
        return Rules.USUAL.with(
                Rule.PUBLISHER_BY_FILE, new Setting(Severity.ERROR, List.of(), List.of(), List.of(entry)));
    }

    private List<String> signers(Path file) {
        return bench.verdict(file).signatures().stream()
                .map(signature -> signature.signer().orElseThrow().subject())
                .toList();
    }
}
