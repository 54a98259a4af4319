package io.github.authenticode.engine.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.tool.ToolResult.Ending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigntoolVerifierTest {
    @TempDir
    Path temp;

    @Test
    void everyFileGetsItsOwnOpinion() throws Exception {
        FakeHost machine = new FakeHost(temp);
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
        assertThat(verifier.verify(files))
                .extracting(o -> o.map(Problem::id).orElse("accepted"))
                .containsExactly("accepted", "signtool-no-signature", "signtool-bad-digest");
        assertThat(machine.calls).hasSize(1);
        assertThat(machine.calls.get(0).arguments()).startsWith("verify", "/v", "/pa", "/all", "/tw");
    }
}
