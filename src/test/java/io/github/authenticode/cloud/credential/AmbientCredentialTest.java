package io.github.authenticode.cloud.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.cloud.credential.base.Credential;
import io.github.authenticode.cloud.credential.base.Credential.Attempt;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.credential.base.EndpointVariables;
import io.github.authenticode.cloud.credential.machine.ArcIdentity;
import io.github.authenticode.cloud.credential.machine.ManagedIdentityCredential;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.ProgramRunner.Output;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.AzureCredential.Ambient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmbientCredentialTest {
    private static final AzureCredential AZ = new Ambient.AzureCli();
    private static final AzureCredential MACHINE = new Ambient.ManagedIdentity(Optional.empty());
    private static final String TOKEN = "{\"access_token\":\"T\",\"expires_on\":\"1795352400\",\"expires_in\":\"9\"}";

    @TempDir
    Path temp;

    @Test
    void olderAzTellsTheLocalTimeOnly() throws Exception {
        FakeMachine machine = az(0, "{\"accessToken\":\"T\",\"expiresOn\":\"2026-11-22 15:00:00.123456\"}", "");
        assertThat(machine.tokens(AZ).fetch().expiresAt()).isEqualTo(Instant.parse("2026-11-22T13:00:00.123456Z"));
    }

    @Test
    void azThatIsMissingIsNotAvailable() {
        assertThatThrownBy(() -> new FakeMachine().tokens(AZ).fetch())
                .hasMessage(
                        "AzureCliCredential: there is no program az on the PATH. Install the Azure CLI, or name another"
                                + " <credential>.");
    }

    @Test
    void azThatHangsOrBreaksIsAnError() {
        FakeMachine machine = new FakeMachine();
        machine.programs = (program, arguments, limit) -> {
            throw new IOException("no end within " + limit.toSeconds() + " s");
        };
        assertThatThrownBy(() -> machine.tokens(AZ).fetch())
                .hasMessageStartingWith("az gave no token. (no end within 30 s)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | {"accessToken":"canary"        |                                       | (JsonEOFException)
            0 | ["canary"]                     |                                       | (no accessToken)
            0 | {"accessToken":"canary"}       |                                       | (DateTimeParseException)
            1 | canary                         | AADSTS70043: The refresh token canary | (AADSTS70043)
            3 | canary                         | canary                                | (exit code 3)
            """)
    void whatAzSaysIsNotShown(int code, String stdout, String stderr, String evidence) {
        FakeMachine machine = az(code, stdout, stderr == null ? "" : stderr);
        assertThatThrownBy(() -> machine.tokens(AZ).fetch())
                .isInstanceOf(CloudException.class)
                .hasMessageContaining(evidence)
                .hasMessageNotContaining("canary");
    }

    @Test
    void appServiceHasAnEndpointOfItsOwn() throws Exception {
        FakeMachine machine = FakeMachine.answering(200, Map.of(), TOKEN);
        machine.environment.putAll(
                Map.of("IDENTITY_ENDPOINT", "http://127.0.0.1:41/msi/token", "IDENTITY_HEADER", "h"));
        AccessToken token = machine.tokens(new Ambient.ManagedIdentity(Optional.of("an id")))
                .fetch();

        assertThat(token.expiresAt()).isEqualTo(Instant.parse("2026-11-22T13:00:00Z"));
        assertThat(machine.requests).singleElement().satisfies(request -> {
            assertThat(request.uri())
                    .hasToString("http://127.0.0.1:41/msi/token?api-version=2019-08-01&resource="
                            + "https%3A%2F%2Fcodesigning.azure.net&client_id=an+id");
            assertThat(request.headers().firstValue("X-IDENTITY-HEADER")).contains("h");
        });
    }

    @Test
    void machineThatIsNotAzuresIsFoundOutWithOneRequest() {
        FakeMachine machine = new FakeMachine();
        machine.http = request -> {
            assertThat(request.timeout()).hasValueSatisfying(t -> assertThat(t).hasSeconds(1));
            throw new IOException("no answer");
        };
        assertThatThrownBy(() -> machine.tokens(MACHINE).fetch())
                .hasMessageStartingWith(
                        "ManagedIdentityCredential: this machine has no managed identity: 169.254.169.254");
        assertThat(machine.requests).hasSize(1);
        assertThat(machine.pauses).isEmpty();
    }

    @Test
    void arcIsShownTheContentOfItsKeyFile() throws Exception {
        Path key = Files.writeString(temp.resolve("challenge.key"), "key-file-content\n");
        FakeMachine machine = arc(key.toString());
        assertThat(arcIdentity(machine).attempt()).isInstanceOf(Attempt.Granted.class);
        assertThat(machine.requests.get(1).headers().firstValue("Authorization"))
                .contains("Basic key-file-content");
    }

    @ParameterizedTest
    @CsvSource({"/etc/passwd", "%s/../other.key", "%s/secret.txt", "%s/folder/x.key", "%s/none.key"})
    void arcIsShownNoOtherFile(String file) throws Exception {
        Files.writeString(temp.resolve("secret.txt"), "canary");
        FakeMachine machine = arc(file.formatted(temp));
        assertThatThrownBy(() -> arcIdentity(machine).attempt())
                .isInstanceOf(CloudException.class)
                .hasMessageStartingWith("The key file of the Azure Arc agent cannot be used.");
        assertThat(machine.requests).hasSize(1);
    }

    private Credential arcIdentity(FakeMachine machine) {
        CredentialHost host = machine.host();
        return new ManagedIdentityCredential(
                new ArcIdentity(
                        EndpointVariables.parsed("http://127.0.0.1:40342/metadata")
                                .orElseThrow(),
                        temp,
                        host),
                host);
    }

    private static FakeMachine arc(String keyFile) {
        FakeMachine machine = new FakeMachine();
        machine.http = request -> request.headers().firstValue("Authorization").isPresent()
                ? FakeMachine.answer(200, Map.of(), TOKEN)
                : FakeMachine.answer(401, Map.of("WWW-Authenticate", "Basic realm=" + keyFile), "");
        return machine;
    }

    private static FakeMachine az(int code, String stdout, String stderr) {
        FakeMachine machine = new FakeMachine();
        machine.programs = (program, arguments, limit) -> new Output(code, stdout, stderr);
        return machine;
    }
}
