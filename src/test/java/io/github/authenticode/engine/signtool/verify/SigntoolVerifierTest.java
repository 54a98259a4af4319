package io.github.authenticode.engine.signtool.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.signtool.SigntoolSettings;
import io.github.authenticode.engine.signtool.Transcript;
import io.github.authenticode.engine.signtool.output.SigntoolDiagnosis;
import io.github.authenticode.process.FakeMachine;
import io.github.authenticode.process.Redaction;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import io.github.authenticode.process.windows.HandmadePe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigntoolVerifierTest {
    private static final SigntoolDiagnosis DIAGNOSIS = new SigntoolDiagnosis(false, new Redaction(List.of()));

    @TempDir
    Path temp;

    @Test
    void everyFileGetsItsOwnOpinion() throws Exception {
        FakeMachine machine = new FakeMachine(temp);
        machine.environment.put(
                "SIGNTOOL_PATH",
                machine.file("kit/signtool.exe", HandmadePe.signtool(0x8664, "10.0.15063.137"))
                        .toString());
        Transcript recorded = Transcript.read("26-verify-multi");
        String folder = temp + "/";
        machine.answers = command -> new ToolResult(
                new Ending.Exited(1),
                recorded.result().stdout().replaceAll("(signed|unsigned|tampered)\\.exe", folder + "$0"),
                recorded.result().stderr(),
                Duration.ZERO);
        SigntoolVerifier verifier = SigntoolVerifier.open(SigntoolSettings.DEFAULT, machine.host());

        List<Path> files =
                List.of(temp.resolve("signed.exe"), temp.resolve("unsigned.exe"), temp.resolve("tampered.exe"));
        assertThat(verifier.calls(files)).containsExactly(files);
        assertThat(verifier.verify(files))
                .extracting(SigntoolVerifierTest::said)
                .containsExactly("ACCEPTED", "REFUSED signtool-no-signature", "REFUSED signtool-bad-digest");
        assertThat(machine.calls).hasSize(1);
        assertThat(machine.calls.get(0).arguments()).startsWith("verify", "/v", "/pa", "/all", "/tw");
    }

    @Test
    void aWarningIsAnAcceptanceWithARemark() throws Exception {
        SigntoolOpinion opinion = opinion("26-verify-tw-signed", "signed.exe");
        assertThat(said(opinion)).isEqualTo("UNSTAMPED signtool-not-timestamped");
    }

    @Test
    void aRootThatWindowsDoesNotTrustIsToldFromOtherRefusals() throws Exception {
        assertThat(said(opinion("26-verify-untrusted", "untrusted.exe")))
                .isEqualTo("UNTRUSTED_ROOT signtool-untrusted-root");
        assertThat(said(opinion("15-verify-tampered", "tampered.exe"))).isEqualTo("REFUSED signtool-bad-digest");
        assertThat(said(opinion("26-verify-bad", "bad.exe"))).isEqualTo("UNRECOGNIZED signtool-format-unverifiable");
        assertThat(said(opinion("26-verify-nosuch", "nosuch.exe"))).isEqualTo("REFUSED signtool-file-not-found");
    }

    @Test
    void signtoolThatDiesHasNoOpinionOfWhatItDidNotConfirm() {
        ToolResult crashed = new ToolResult(
                new Ending.Exited(-1073741819),
                "\nVerifying: a.exe\n\nSuccessfully verified: a.exe\n\nVerifying: b.exe\n",
                "",
                Duration.ZERO);
        assertThat(SigntoolVerifyOutput.opinions(crashed, List.of("a.exe", "b.exe", "c.exe"), DIAGNOSIS))
                .extracting(SigntoolVerifierTest::said)
                .containsExactly("ACCEPTED", "UNSAID signtool-crashed", "UNSAID signtool-crashed");
        ToolResult hung = new ToolResult(new Ending.TimedOut(Duration.ofMinutes(5)), "", "", Duration.ZERO);
        assertThat(said(SigntoolVerifyOutput.opinions(hung, List.of("a.exe"), DIAGNOSIS)
                        .get(0)))
                .isEqualTo("UNSAID signtool-timeout");
    }

    @Test
    void noSigntoolIsNoErrorForWhoCanDoWithoutUnlessOneWasNamed() throws Exception {
        FakeMachine machine = new FakeMachine(temp);
        assertThat(SigntoolVerifier.find(SigntoolSettings.DEFAULT, machine.host()))
                .isEmpty();
        machine.environment.put("SIGNTOOL_PATH", temp.resolve("gone.exe").toString());
        assertThatThrownBy(() -> SigntoolVerifier.find(SigntoolSettings.DEFAULT, machine.host()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("signtool, named by SIGNTOOL_PATH, is not at");
    }

    private static SigntoolOpinion opinion(String transcript, String file) throws Exception {
        return SigntoolVerifyOutput.opinions(Transcript.read(transcript).result(), List.of(file), DIAGNOSIS)
                .get(0);
    }

    private static String said(SigntoolOpinion opinion) {
        return opinion.word() + opinion.problem().map(p -> " " + p.id()).orElse("");
    }
}
