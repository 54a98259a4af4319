package io.github.authenticode.engine.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.KeyVaultIdentity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.FakeMachine;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import io.github.authenticode.testing.run.SampleAzure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureSignToolTest {
    private static final URI AUTHORITY = URI.create("http://timestamp.digicert.com");
    private static final AzureCredential PRINCIPAL = new ServicePrincipal(
            "example.onmicrosoft.com",
            "11111111-2222-3333-4444-555555555555",
            new ServicePrincipal.Proof.ClientSecret(Secret.of("c4nary-secret")));

    @TempDir
    Path folder;

    private FakeMachine machine;

    @BeforeEach
    void machine() throws Exception {
        machine = new FakeMachine(folder);
        machine.environment.put(
                "PATH", Files.createDirectories(folder.resolve("tools")).toString());
        Files.createFile(folder.resolve("tools/AzureSignTool.exe"));
    }

    @Test
    void vaultAndFilesAreArgumentsAndTheSecretIsNot() throws Exception {
        Path file = folder.resolve("a b.exe");
        answer(0, success(file), "");

        sign(plan(PRINCIPAL, ExistingSignature.APPEND), file);

        ToolCommand call = machine.calls.get(0);
        assertThat(call.executable()).isEqualTo(folder.resolve("tools/AzureSignTool.exe"));
        assertThat(call.arguments())
                .containsExactly(
                        "sign",
                        "-kvu",
                        "https://example.vault.azure.net",
                        "-kvc",
                        "code-signing",
                        "-kvm",
                        "-coe",
                        "-fd",
                        "sha256",
                        "-kvcv",
                        "0123456789abcdef0123456789abcdef",
                        "-ac",
                        folder.resolve("chain.pem").toString(),
                        "-tr",
                        AUTHORITY.toString(),
                        "-td",
                        "sha256",
                        "-d",
                        "Example",
                        "-as",
                        file.toString());
        assertThat(Objects.requireNonNull(call.environment().get("AZURE_CLIENT_SECRET"))
                        .map(Secret::reveal))
                .contains("c4nary-secret");
        assertThat(call.toString()).doesNotContain("c4nary");
    }

    @Test
    void eachFileHasTheOutcomeOfItsScope() throws Exception {
        Path good = folder.resolve("good.exe");
        Path bad = folder.resolve("bad.txt");
        answer(0x20000001, """
                info: AzureSignTool.SignCommand[0]
                      => File: %1$s
                      Signing file.
                info: AzureSignTool.SignCommand[0]
                      => File: %2$s
                      Signing file.
                fail: AzureSignTool.SignCommand[0]
                      => File: %2$s
                      Signing failed with error 800B0003.
                info: AzureSignTool.SignCommand[0]
                      => File: %1$s
                      Signing completed successfully.
                info: AzureSignTool.SignCommand[0]
                      Successful operations: 1
                info: AzureSignTool.SignCommand[0]
                      Failed operations: 1
                """.formatted(good, bad), "");

        List<Attempt> attempts = sign(plan(PRINCIPAL, ExistingSignature.SKIP), good, bad);

        assertThat(attempts.get(0)).isInstanceOf(Attempt.Done.class);
        Problem problem = ((Attempt.Failed) attempts.get(1)).problem();
        assertThat(problem.id()).isEqualTo("hresult-800b0003");
        assertThat(problem.evidence()).contains("Signing file.\nSigning failed with error 800B0003.");
    }

    @Test
    void aBusinessCentralAppThatWindowsDoesNotKnowNeedsNavSip() throws Exception {
        Path app = folder.resolve("a.app");
        answer(1, """
                info: AzureSignTool.SignCommand[0]
                      => File: %s
                      Signing failed with error 80093109.
                """.formatted(app), "");

        try (Engine engine =
                provider().open(plan(PRINCIPAL, ExistingSignature.SKIP), machine.host(), machine.assertions())) {
            assertThat(engine.sign(
                            List.of(new Engine.Task(app, FileFormat.NAVX, 1), new Engine.Task(app, FileFormat.PE, 1))))
                    .extracting(attempt -> ((Attempt.Failed) attempt).problem().id())
                    .containsExactly("navsip-missing", "hresult-80093109");
        }
    }

    @Test
    void vaultThatRefusesFailsEveryFileWithItsWords() throws Exception {
        answer(0x80070057, """
                fail: AzureSignTool.SignCommand[0]
                      Failed to retrieve certificate code-signing from Azure Key Vault. Please verify the name.
                """, "");

        List<Attempt> attempts = sign(plan(PRINCIPAL, ExistingSignature.SKIP), folder.resolve("a.exe"));

        Problem problem = ((Attempt.Failed) attempts.get(0)).problem();
        assertThat(problem.id()).isEqualTo("azuresigntool-failed");
        assertThat(problem.evidence()).hasValueSatisfying(e -> assertThat(e).startsWith("Failed to retrieve"));
    }

    @Test
    void successOfTheProgramAloneIsNoSuccessOfAFile() throws Exception {
        answer(0, "", "");

        assertThat(sign(plan(PRINCIPAL, ExistingSignature.SKIP), folder.resolve("a.exe")))
                .singleElement()
                .isInstanceOf(Attempt.Failed.class);
    }

    @Test
    void programThatHangsIsSaidSo() throws Exception {
        machine.answers =
                command -> new ToolResult(new Ending.TimedOut(command.deadline()), "", "", command.deadline());

        Attempt.Failed failed = (Attempt.Failed) sign(plan(PRINCIPAL, ExistingSignature.SKIP), folder.resolve("a.exe"))
                .get(0);

        assertThat(failed.problem().cause()).isEqualTo("AzureSignTool came to no end within 315 s.");
    }

    @Test
    void tokenIsRefusedSinceItWouldBeAnArgument() {
        SigningPlan plan = plan(new AzureCredential.Ambient.Token("TOKEN"), ExistingSignature.SKIP);

        assertThatThrownBy(() -> provider().open(plan, machine.host(), machine.assertions()))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("<credential>token</credential> would be an argument");
    }

    @Test
    void missingProgramIsNamed() throws Exception {
        Files.delete(folder.resolve("tools/AzureSignTool.exe"));

        assertThatThrownBy(() ->
                        provider().open(plan(PRINCIPAL, ExistingSignature.SKIP), machine.host(), machine.assertions()))
                .hasMessage("AzureSignTool.exe is in no folder of PATH. Install it, or name it in"
                        + " <azuresigntool><executable>.");
    }

    @Test
    void keyVaultIsAllThatItSignsWith() {
        assertThat(provider().fit(plan(PRINCIPAL, ExistingSignature.SKIP).identity()))
                .isEqualTo(Fit.POSSIBLE);
        assertThat(provider().fit(new TestCertificateIdentity(folder))).isEqualTo(Fit.NONE);
    }

    private List<Attempt> sign(SigningPlan plan, Path... files) throws Exception {
        try (Engine engine = provider().open(plan, machine.host(), machine.assertions())) {
            return engine.sign(List.of(files).stream()
                    .map(f -> new Engine.Task(f, FileFormat.PE, 1))
                    .toList());
        }
    }

    private static ToolProvider provider() {
        return new ToolProvider(new AzureSignTool(), ToolSettings.DEFAULT, SampleAzure.settings(), text -> {});
    }

    private void answer(int exitCode, String stdout, String stderr) {
        machine.answers = command -> new ToolResult(new Ending.Exited(exitCode), stdout, stderr, Duration.ZERO);
    }

    private static String success(Path file) {
        return """
                info: AzureSignTool.SignCommand[0]
                      => File: %s
                      Signing completed successfully.
                """.formatted(file);
    }

    private SigningPlan plan(AzureCredential credential, ExistingSignature existing) {
        return new SigningPlan(
                List.of(),
                new KeyVaultIdentity(
                        URI.create("https://example.vault.azure.net"),
                        "code-signing",
                        Optional.of("0123456789abcdef0123456789abcdef"),
                        Optional.of(credential),
                        Optional.of(folder.resolve("chain.pem"))),
                "azuresigntool",
                new SignatureOptions(
                        DigestAlgorithm.SHA256,
                        Optional.of("Example"),
                        Optional.empty(),
                        new Timestamping(true, List.of(AUTHORITY), 1, Duration.ZERO, Duration.ofSeconds(10)),
                        existing),
                new Policy(Optional.empty(), Optional.empty(), true, List.of(), Optional.empty()),
                folder.resolve("work"),
                OptionalInt.empty());
    }
}
