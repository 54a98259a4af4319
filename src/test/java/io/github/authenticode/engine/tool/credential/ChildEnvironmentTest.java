package io.github.authenticode.engine.tool.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.signtool.SigntoolCheck;
import io.github.authenticode.engine.signtool.SigntoolSettings;
import io.github.authenticode.engine.signtool.dlib.AzureCredentialKinds;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.AzureCredential.Ambient;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import io.github.authenticode.plan.identity.account.ServicePrincipal.Proof;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.FakeMachine;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each credential of the pom reaches Azure's client library by one of its own kinds, and by no other. */
class ChildEnvironmentTest {
    private static final Application APPLICATION = new Application("tenant", "client");
    private static final Proof PFX = new Proof.ClientCertificate(Path.of("/c/azure.pfx"), Optional.of(Secret.of("pw")));

    @TempDir
    Path temp;

    static Stream<Arguments> credentials() {
        return Stream.of(
                Arguments.of(
                        new ServicePrincipal("tenant", "client", PFX),
                        "EnvironmentCredential",
                        "{AZURE_CLIENT_CERTIFICATE_PASSWORD=pw, AZURE_CLIENT_CERTIFICATE_PATH=/c/azure.pfx,"
                                + " AZURE_CLIENT_ID=client, AZURE_CLIENT_SECRET=-, AZURE_FEDERATED_TOKEN_FILE=-,"
                                + " AZURE_PASSWORD=-, AZURE_TENANT_ID=tenant, AZURE_TOKEN_CREDENTIALS=-,"
                                + " AZURE_USERNAME=-}"),
                Arguments.of(new Ambient.Environment(), "EnvironmentCredential", "{AZURE_TOKEN_CREDENTIALS=-}"),
                Arguments.of(
                        new Federated.WorkloadIdentity(APPLICATION),
                        "WorkloadIdentityCredential",
                        "{AZURE_CLIENT_CERTIFICATE_PASSWORD=-, AZURE_CLIENT_CERTIFICATE_PATH=-, AZURE_CLIENT_ID=client,"
                                + " AZURE_CLIENT_SECRET=-, AZURE_PASSWORD=-, AZURE_TENANT_ID=tenant,"
                                + " AZURE_TOKEN_CREDENTIALS=-, AZURE_USERNAME=-}"),
                Arguments.of(
                        new Ambient.ManagedIdentity(Optional.of("own")),
                        "ManagedIdentityCredential",
                        "{AZURE_CLIENT_ID=own, AZURE_TOKEN_CREDENTIALS=-}"),
                Arguments.of(new Ambient.AzureCli(), "AzureCliCredential", "{AZURE_TOKEN_CREDENTIALS=-}"));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void credentialIsOneKindAndNoOther(AzureCredential credential, String kind, String environment) throws Exception {
        FakeMachine machine = new FakeMachine(temp);
        try (CallCredential call = CallCredential.open(
                identity(credential), machine.assertions(), machine.host().workFolder())) {
            assertThat(shown(call.environment())).isEqualTo(environment);
        }
        assertThat(AzureCredentialKinds.allBut(credential)).hasSize(9).doesNotContain(kind);
    }

    @Test
    void ciGivesANewAssertionForEachCallInAFileThatGoesAway() throws Exception {
        FakeMachine machine = new FakeMachine(temp);
        Identity identity = identity(new Federated.GithubActions(APPLICATION));
        for (int call = 1; call <= 2; call++) {
            try (CallCredential credential = CallCredential.open(
                    identity, machine.assertions(), machine.host().workFolder())) {
                Path file =
                        Path.of(Objects.requireNonNull(credential.environment().get("AZURE_FEDERATED_TOKEN_FILE"))
                                .orElseThrow()
                                .reveal());
                assertThat(file).hasContent("assertion-" + call);
                assertThat(Files.getPosixFilePermissions(file.resolveSibling("")))
                        .hasSize(3);
            }
            assertThat(temp.resolve("work")).isEmptyDirectory();
        }
    }

    @Test
    void readyTokenIsRefusedBeforeTheCall() {
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(false, List.of(), 1, Duration.ZERO, Duration.ofSeconds(9)),
                ExistingSignature.REPLACE);
        assertThat(SigntoolCheck.problems(identity(new Ambient.Token("T")), options, SigntoolSettings.DEFAULT))
                .extracting(Problem::text)
                .containsExactly(
                        "signtool cannot sign with <credential>token</credential>: Azure's client library for it"
                                + " takes no ready token. Use <engine>embedded</engine>.");
    }

    private static String shown(Map<String, Optional<Secret>> environment) {
        Map<String, String> shown = new TreeMap<>();
        environment.forEach(
                (name, value) -> shown.put(name, value.map(Secret::reveal).orElse("-")));
        return shown.toString();
    }

    private static Identity identity(AzureCredential credential) {
        return new ArtifactSigningIdentity(
                URI.create("https://weu.codesigning.azure.net"),
                "account",
                "profile",
                Optional.empty(),
                List.of(),
                Optional.of(credential),
                Optional.empty(),
                Optional.empty());
    }
}
