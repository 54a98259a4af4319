package io.github.authenticode.run.gate;

import static io.github.authenticode.testing.run.ScriptedEngine.doingNothing;
import static io.github.authenticode.testing.run.ScriptedEngine.signing;
import static io.github.authenticode.testing.run.ScriptedEngine.writing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.run.Bench;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.Remedies;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.run.ScriptedVerifier;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AcceptanceCheckTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    @Test
    void successWithoutASignatureIsAnError() throws Exception {
        Path file = bench.add("dist/app.exe", "program");
        bench.engine.onOthers(doingNothing());

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result))
                .isEqualTo(SampleProblem.of(
                        "not-signed",
                        "scripted reported success but left the file unchanged: dist/app.exe.",
                        "Check that the file is of a kind that scripted can sign, and try another <engine>."));
        assertThat(((Outcome.Failed) result.outcome()).verdict()).contains(bench.verdict(file));
        assertThat(result.sha256After()).isEqualTo(result.sha256Before());
        assertThat(file).hasContent("program");
    }

    @Test
    void successThatLeavesAnOldGoodSignatureIsAnError() throws Exception {
        bench.existingSignature = ExistingSignature.REPLACE;
        bench.addSigned("app.exe", "old");
        bench.engine.onOthers(doingNothing());

        assertThat(bench.problemOfOne().id()).isEqualTo("not-signed");
    }

    @Test
    void signatureWithoutTimestampMayComeOutTheSame() throws Exception {
        bench.existingSignature = ExistingSignature.REPLACE;
        bench.timestamped = false;
        bench.addSigned("app.exe", "scripted");

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
    }

    @Test
    void unchangedFileWithoutSignatureIsAnErrorAlsoWithoutTimestamp() throws Exception {
        bench.timestamped = false;
        bench.add("app.exe", "program");
        bench.engine.onOthers(doingNothing());

        assertThat(bench.problemOfOne().id()).isEqualTo("not-signed");
    }

    @Test
    void garbledFileIsAnErrorAndTheOriginalStays() throws Exception {
        Path file = bench.add("app.exe", "program");
        bench.engine.onOthers(writing("program\nSIGNATURE scripted 00"));

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result))
                .isEqualTo(SampleProblem.of(
                        "signature-rejected",
                        "scripted signed app.exe, but the verifier rejects it: "
                                + "CRYPT_E_BAD_ENCODE: The signature is damaged.",
                        "Check that the file is intact and is what its name says, then build it and sign it again."));
        assertThat(file).hasContent("program");
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @Test
    void changedFileWithoutSignatureIsAnErrorEvenIfTheVerifierNamesNoReason() throws Exception {
        Path file = bench.add("app.exe", "program");
        bench.verifier = (path, format) -> new Verdict(List.of(), List.of());

        assertThat(bench.problemOfOne().cause())
                .isEqualTo("scripted signed app.exe, but the verifier rejects it: "
                        + "TRUST_E_NOSIGNATURE: The file has no signature.");
        assertThat(file).hasContent("program");
    }

    @Test
    void copyThatTheEngineLostIsAnError() throws Exception {
        Path file = bench.add("app.exe", "program");
        bench.engine.onOthers(task -> {
            Files.delete(task.file());
            return new Attempt.Done();
        });

        assertThat(bench.problemOfOne().text())
                .isEqualTo("app.exe could not be read or written. (NoSuchFileException) "
                        + "Check the file and the disk it is on, then build again.");
        assertThat(file).hasContent("program");
    }

    @Test
    void everyViolationIsListedOnceAndEveryKindOfRemedyFollows() throws Exception {
        Violation root = new Violation(ViolationCode.CERT_E_UNTRUSTEDROOT, "Its root is not trusted.");
        Violation publisher = new Violation(ViolationCode.TRUST_E_SUBJECT_NOT_TRUSTED, "It is by somebody else.");
        bench.verifier = new ScriptedVerifier(Map.of("scripted", List.of(root, publisher, root)));
        bench.add("app.exe", "program");

        assertThat(bench.problemOfOne().text())
                .isEqualTo("scripted signed app.exe, but the verifier rejects it: "
                        + "CERT_E_UNTRUSTEDROOT: Its root is not trusted; "
                        + "TRUST_E_SUBJECT_NOT_TRUSTED: It is by somebody else. "
                        + "Add the root certificate to <trustedRoots>, and see that the signing identity brings its "
                        + "intermediate certificates. "
                        + "Sign with that publisher's certificate, or correct <policy><publisher>.");
    }

    @ParameterizedTest
    @CsvSource({
        "CERT_E_UNTRUSTEDROOT, <trustedRoots>",
        "CERT_E_CHAINING, <trustedRoots>",
        "TRUST_E_SUBJECT_NOT_TRUSTED, <policy><publisher>",
        "CERT_E_PURPOSE, <policy><subscriberEku>",
        "TRUST_E_TIME_STAMP, <timestamp>",
        "TRUST_E_COUNTER_SIGNER, <timestamp>",
        "CRYPT_E_SECURITY_SETTINGS, <digest>"
    })
    void remedyNamesTheElementToChange(ViolationCode code, String element) {
        assertThat(Remedies.of(List.of(new Violation(code, "whatever")))).contains(element);
    }

    @ParameterizedTest
    @EnumSource
    void everyViolationHasARemedy(ViolationCode code) {
        assertThat(Remedies.of(List.of(new Violation(code, "whatever")))).matches("[A-Z].{20,}\\.");
    }

    @Test
    void crashOfTheVerifierFailsTheFileAndNoOther() throws Exception {
        bench.add("bad.exe", "program");
        bench.add("good.exe", "program");
        ScriptedVerifier scripted = new ScriptedVerifier();
        bench.verifier = (path, format) -> {
            if (path.endsWith("bad.exe")) {
                throw new IllegalStateException("a bug");
            }
            return scripted.verify(path, format);
        };

        List<FileResult> results = bench.run();

        assertThat(Bench.problem(results.get(0)).cause())
                .isEqualTo("scripted signed bad.exe, but the verifier rejects it: TRUST_E_FAIL: "
                        + "The file could not be judged: the verifier crashed with "
                        + "java.lang.IllegalStateException: a bug.");
        assertThat(results.get(1).outcome()).isInstanceOf(Outcome.Signed.class);
    }

    @Test
    void copyThatIsSignedButUntrustedDoesNotReplaceTheOriginal() throws Exception {
        Path file = bench.add("app.exe", "program");
        bench.engine.onOthers(signing(Bench.STRANGER));

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result).id()).isEqualTo("signature-rejected");
        assertThat(((Outcome.Failed) result.outcome()).verdict().orElseThrow().signatures())
                .hasSize(1);
        assertThat(file).hasContent("program");
    }

    /** In the files of others it is a warning; what was just made has to be right. */
    @Test
    void formOfItsOwnIsNoSignatureToKeep() throws Exception {
        bench.add("app.exe", "program");
        bench.verifier = new ScriptedVerifier(Map.of(
                "scripted",
                List.of(new Violation(
                        ViolationCode.CRYPT_E_BAD_ENCODE,
                        "The signature has SignedData of version 3.",
                        Rule.SPECIFIED_FORM,
                        Severity.WARNING))));

        assertThat(bench.problemOfOne().id()).isEqualTo("signature-rejected");
    }
}
