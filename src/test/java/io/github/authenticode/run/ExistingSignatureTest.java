package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.run.ScriptedEngine;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExistingSignatureTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    @Test
    void fileThatMeetsThePolicyIsSkipped() throws Exception {
        Path file = bench.addSigned("app.exe", "old");
        byte[] before = Files.readAllBytes(file);

        FileResult result = bench.runOne();

        assertThat(result.outcome()).isEqualTo(new Outcome.Skipped(bench.verdict(file)));
        assertThat(result.attempts()).isZero();
        assertThat(result.size()).isEqualTo(before.length);
        assertThat(result.sha256After())
                .isEqualTo(result.sha256Before())
                .contains(Fingerprint.of(file).sha256());
        assertThat(file).hasBinaryContent(before);
        assertThat(bench.engine.calls()).isEmpty();
    }

    @Test
    void fileThatFallsShortOfThePolicyIsNotSkippedButReplaced() throws Exception {
        Path file = bench.addSigned("app.exe", Bench.STRANGER);

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(file).hasBinaryContent(Bench.signed("app.exe", "scripted"));
    }

    @Test
    void signedFileIsAnErrorWhereTheUserSaysSo() throws Exception {
        bench.existingSignature = ExistingSignature.FAIL;
        Path file = bench.addSigned("dist/app.exe", Bench.STRANGER);

        FileResult result = bench.runOne();

        assertThat(Bench.problem(result).id()).isEqualTo("already-signed");
        assertThat(Bench.problem(result).text())
                .isEqualTo("dist/app.exe is already signed. "
                        + "Leave the file out, or set <existingSignature> to skip, replace or append.");
        assertThat(((Outcome.Failed) result.outcome()).verdict()).contains(bench.verdict(file));
        assertThat(result.attempts()).isZero();
        assertThat(file).hasBinaryContent(Bench.signed("dist/app.exe", Bench.STRANGER));
    }

    @Test
    void unsignedFileIsSignedWhereASignedOneWouldBeAnError() throws Exception {
        bench.existingSignature = ExistingSignature.FAIL;
        bench.add("app.exe", "program");

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
    }

    @Test
    void goodSignatureIsReplacedOnRequest() throws Exception {
        bench.existingSignature = ExistingSignature.REPLACE;
        Path file = bench.addSigned("app.exe", "old");

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(file).hasBinaryContent(Bench.signed("app.exe", "scripted"));
    }

    @Test
    void appendedSignatureLeavesAnUntrustedEarlierOneInPlace() throws Exception {
        bench.existingSignature = ExistingSignature.APPEND;
        bench.engine.onOthers(ScriptedEngine.appending("scripted"));
        Path file = bench.addSigned("app.exe", Bench.STRANGER);

        FileResult result = bench.runOne();

        assertThat(result.outcome()).isEqualTo(new Outcome.Signed(bench.verdict(file)));
        assertThat(file).hasBinaryContent(Bench.signed("app.exe", Bench.STRANGER, "scripted"));
    }

    @Test
    void signatureBySameSignerCanBeAppended() throws Exception {
        bench.existingSignature = ExistingSignature.APPEND;
        bench.engine.onOthers(ScriptedEngine.appending("scripted"));
        Path file = bench.addSigned("app.exe", "scripted");

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(file).hasBinaryContent(Bench.signed("app.exe", "scripted", "scripted"));
    }

    @Test
    void signatureIsAppendedToNone() throws Exception {
        bench.existingSignature = ExistingSignature.APPEND;
        Path file = bench.add("app.exe", "program");

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(file).hasBinaryContent(Bench.signed("program", "scripted"));
    }

    @Test
    void earlierSignatureThatAppendingLosesIsAnError() throws Exception {
        bench.existingSignature = ExistingSignature.APPEND;
        bench.engine.onOthers(ScriptedEngine.signing("scripted"));
        Path file = bench.addSigned("app.exe", "old");

        assertThat(bench.problemOfOne().cause())
                .isEqualTo("scripted signed app.exe, but the verifier rejects it: "
                        + "TRUST_E_NOSIGNATURE: An earlier signature was lost.");
        assertThat(file).hasBinaryContent(Bench.signed("app.exe", "old"));
    }

    @Test
    void earlierSignatureThatAppendingBreaksIsAnError() throws Exception {
        bench.existingSignature = ExistingSignature.APPEND;
        bench.engine.onOthers(task -> {
            String content = Files.readString(task.file()).replaceFirst("app", "APP");
            Files.writeString(task.file(), content);
            return ScriptedEngine.appending("scripted").of(task);
        });
        Path file = bench.addSigned("app.exe", "old");

        assertThat(((Outcome.Failed) bench.runOne().outcome()).problems())
                .extracting(Problem::cause)
                .containsExactly(
                        "scripted signed app.exe, but the verifier rejects it: "
                                + "TRUST_E_BAD_DIGEST: The file was changed after it was signed.",
                        "scripted changed more of app.exe than its signature: at offset 0 (payload of app.exe) the"
                                + " original has 61 70 70 2E 65 78 65, and the signed copy has 41 50 50 2E 65 78 65."
                                + " The file was left as it was.");
        assertThat(file).hasBinaryContent(Bench.signed("app.exe", "old"));
    }

    @Test
    void earlierSignatureThatWasBrokenBeforeIsNoReasonToRefuse() throws Exception {
        bench.existingSignature = ExistingSignature.APPEND;
        bench.engine.onOthers(ScriptedEngine.appending("scripted"));
        String broken = new String(Bench.signed("app", "old"), java.nio.charset.StandardCharsets.UTF_8)
                .replaceFirst("app", "APP");
        Path file = bench.add("app.exe", broken);

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(bench.verdict(file).signatures()).hasSize(2);
        assertThat(bench.verdict(file).signatures().get(0).violations())
                .extracting(v -> v.code())
                .containsExactly(ViolationCode.TRUST_E_BAD_DIGEST);
    }

    @Test
    void appendedSignatureThatIsNotTrustedIsAnError() throws Exception {
        bench.existingSignature = ExistingSignature.APPEND;
        bench.engine.onOthers(ScriptedEngine.appending(Bench.STRANGER));
        Path file = bench.addSigned("app.exe", "old");

        assertThat(bench.problemOfOne().cause())
                .isEqualTo("scripted signed app.exe, but the verifier rejects it: "
                        + "CERT_E_UNTRUSTEDROOT: Its root is not trusted.");
        assertThat(file).hasBinaryContent(Bench.signed("app.exe", "old"));
    }

    @Test
    void damageBesideAGoodAppendedSignatureIsAnError() throws Exception {
        bench.existingSignature = ExistingSignature.APPEND;
        bench.engine.onOthers(ScriptedEngine.appending("scripted"));
        Violation damage = new Violation(ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN, "Bytes follow the signature.");
        Verifier scripted = bench.verifier;
        bench.verifier =
                (path, format) -> new Verdict(scripted.verify(path, format).signatures(), List.of(damage));
        Path file = bench.addSigned("app.exe", "old");

        assertThat(bench.problemOfOne().cause())
                .isEqualTo("scripted signed app.exe, but the verifier rejects it: "
                        + "TRUST_E_SUBJECT_FORM_UNKNOWN: Bytes follow the signature.");
        assertThat(file).hasBinaryContent(Bench.signed("app.exe", "old"));
    }

    @Test
    void twoAppendedSignaturesAreAnError() throws Exception {
        bench.existingSignature = ExistingSignature.APPEND;
        bench.engine.onOthers(task -> {
            ScriptedEngine.appending("scripted").of(task);
            return ScriptedEngine.appending("scripted").of(task);
        });
        bench.addSigned("app.exe", "old");

        assertThat(bench.problemOfOne().cause())
                .isEqualTo("scripted signed app.exe, but the verifier rejects it: "
                        + "TRUST_E_FAIL: One signature was to be added, but 2 were.");
    }
}
