package io.github.authenticode.engine.tool.digicert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.tool.ToolProvider;
import io.github.authenticode.engine.tool.ToolSettings;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.account.DigiCertAccount;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.FakeMachine;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import io.github.authenticode.testing.run.SampleAzure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmctlTest {
    private static final String HELP = "Flags:\n --simple\n --digalg string\n --exit-non-zero-on-fail\n";
    private static final String HEALTH = """
            Account
              Status: Connected
              API key: 01canary********
              Password: pw****
              Can sign: Yes
            """;

    @TempDir
    Path folder;

    private FakeMachine machine;
    private String help = HELP;
    private String stdout = "";

    @BeforeEach
    void machine() {
        machine = new FakeMachine(folder);
        Path smctl = machine.file("tools/smctl.exe", new byte[0]);
        machine.environment.put(
                "PATH", Objects.requireNonNull(smctl.getParent()).toString());
        machine.answers = command -> {
            String text = command.arguments().contains("--help")
                    ? help
                    : command.arguments().contains("healthcheck") ? HEALTH : signing(command);
            return new ToolResult(new Ending.Exited(0), text, "", Duration.ZERO);
        };
    }

    @Test
    void allFilesAreOneCallOnAFolderAndAreBackAfterIt() throws Exception {
        Path one = machine.file("a/x & y.exe", "one".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Path two = machine.file("b/x & y.exe", "two".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        List<Attempt> attempts = sign(one, two);

        ToolCommand call = machine.calls.get(2);
        assertThat(machine.calls).hasSize(3);
        assertThat(call.arguments().subList(0, 8))
                .containsExactly(
                        "sign",
                        "--simple",
                        "--keypair-alias",
                        "key_1",
                        "--digalg",
                        "SHA-256",
                        "--exit-non-zero-on-fail",
                        "--input");
        assertThat(one).hasContent("one signed");
        assertThat(two).hasContent("two signed");
        assertThat(attempts).allMatch(Attempt.Done.class::isInstance);
        assertThat(machine.calls)
                .allSatisfy(c -> assertThat(String.join(" ", c.arguments())).doesNotContain("canary"));
        assertThat(call.environment()).containsKeys("SM_HOST", "SM_API_KEY", "SM_CLIENT_CERT_FILE");
    }

    @Test
    void flagsThatThisBuildOfItHasNotAreNotGiven() throws Exception {
        help = "Flags:\n --simple\n";
        sign(machine.file("a.exe", new byte[1]));
        assertThat(machine.calls.get(2).arguments()).doesNotContain("--digalg", "--exit-non-zero-on-fail");
    }

    @Test
    void wordsOfAFailureAreADoubtForTheVerifierWithNoPieceOfASecret() throws Exception {
        Path file = machine.file("a.exe", new byte[1]);
        stdout =
                "Signing of \"%s\" was failed. Reason: status_code=403, message={\"error\":{\"status\":\"access_denied\","
                        + "\"message\":\"User is not multi-factor authenticated.\"}}";

        Attempt.Done done = (Attempt.Done) sign(file).get(0);

        assertThat(done.doubt()).hasValueSatisfying(problem -> {
            assertThat(problem.id()).isEqualTo("digicert-client-certificate");
            assertThat(problem.text())
                    .contains(file.toString(), "smctl healthcheck: Status: Connected; Can sign: Yes")
                    .doesNotContain("canary", "****", "pw");
        });
        assertThat(machine.debug).noneMatch(line -> line.contains("canary"));
    }

    @Test
    void askedOnceInABuildForItsHelpAndHealth() throws Exception {
        RememberedCalls build = new RememberedCalls();
        sign(build, plan(key()), machine.file("a.exe", new byte[1]));
        sign(build, plan(key()), machine.file("b.exe", new byte[1]));
        assertThat(machine.calls).hasSize(4);
    }

    @Test
    void whatItWouldNotDoIsRefusedAllAtOnce() {
        SigningPlan plan = plan(key().withThumbprint(), Optional.of("Example"), URI.create("http://other.example"));
        assertThatThrownBy(() -> sign(new RememberedCalls(), plan, folder.resolve("a.exe")))
                .hasMessageContaining(
                        "smctl signs with the default certificate of the key pair, whatever <thumbprint> says.")
                .hasMessageContaining("smctl asks http://timestamp.digicert.com for timestamps and no other authority.")
                .hasMessageContaining("smctl has no option for <description>.");
        assertThat(machine.calls).isEmpty();
    }

    @Test
    void buildOfItWithoutSimpleModeIsRefused() {
        help = "Flags:\n --keypair-alias\n";
        assertThatThrownBy(() -> sign(folder.resolve("a.exe"))).hasMessageStartingWith("This smctl has no --simple");
    }

    private String signing(ToolCommand command) {
        Path input = Path.of(command.arguments().get(command.arguments().size() - 1));
        try (var files = Files.list(input)) {
            Path[] all = files.sorted().toArray(Path[]::new);
            for (Path file : all) {
                Files.writeString(file, Files.readString(file) + " signed");
            }
            return stdout.formatted(all[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Attempt> sign(Path... files) throws Exception {
        return sign(new RememberedCalls(), plan(key()), files);
    }

    private List<Attempt> sign(RememberedCalls calls, SigningPlan plan, Path... files) throws Exception {
        ToolProvider provider =
                (ToolProvider) Smctl.engine(ToolSettings.DEFAULT, SampleAzure.settings(), calls, machine.debug::add);
        try (Engine engine = provider.open(plan, machine.host(), machine.assertions())) {
            return engine.sign(Arrays.stream(files)
                    .map(f -> new Engine.Task(f, FileFormat.PE, 1))
                    .toList());
        }
    }

    private Key key() {
        return new Key(Optional.empty());
    }

    private record Key(Optional<String> thumbprint) {
        Key withThumbprint() {
            return new Key(Optional.of("3550FFCA3CD652DDE30675CE681EA1E01073E647"));
        }
    }

    private SigningPlan plan(Key key) {
        return plan(key, Optional.empty(), URI.create("http://timestamp.digicert.com"));
    }

    private SigningPlan plan(Key key, Optional<String> description, URI authority) {
        return new SigningPlan(
                List.of(),
                new KeyLockerIdentity(
                        "key_1",
                        Optional.empty(),
                        Optional.empty(),
                        key.thumbprint(),
                        Optional.empty(),
                        new DigiCertAccount(
                                URI.create("https://clientauth.one.digicert.com"),
                                Secret.of("01canary-api-key"),
                                folder.resolve("client.p12"),
                                Secret.of("pw-canary"))),
                "smctl",
                new SignatureOptions(
                        DigestAlgorithm.SHA256,
                        description,
                        Optional.empty(),
                        new Timestamping(true, List.of(authority), 1, Duration.ZERO, Duration.ofSeconds(10)),
                        ExistingSignature.SKIP),
                new Policy(Optional.empty(), Optional.empty(), true, List.of(), Optional.empty()),
                folder.resolve("work"),
                OptionalInt.empty());
    }
}
