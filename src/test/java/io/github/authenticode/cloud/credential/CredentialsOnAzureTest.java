package io.github.authenticode.cloud.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.azuredouble.Fault;
import io.github.authenticode.azuredouble.Issuer;
import io.github.authenticode.azuredouble.Place;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.ProgramRunner.Output;
import io.github.authenticode.cloud.token.TokenClaims;
import io.github.authenticode.cloud.token.TokenSource;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.AzureCredential.Ambient;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import io.github.authenticode.plan.identity.account.ServicePrincipal.Proof;
import io.github.authenticode.plan.text.Secret;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of credential gets a token for the signing service from the double, and sends nothing that is wrong. */
class CredentialsOnAzureTest {
    private static final Application APPLICATION = new Application(AzureDouble.TENANT, AzureDouble.CLIENT_ID);

    private static AzureDouble azure;

    @TempDir
    Path temp;

    private FakeMachine machine;

    @BeforeAll
    static void start() throws Exception {
        azure = AzureDouble.start();
    }

    @BeforeEach
    void machine() throws Exception {
        machine = FakeMachine.on(azure);
    }

    @AfterEach
    void nothingWrongWasSent() {
        assertThat(azure.violations()).isEmpty();
    }

    @AfterAll
    static void close() {
        azure.close();
    }

    @Test
    void clientSecret() throws Exception {
        isForSigning(machine.tokens(secret(AzureDouble.CLIENT_SECRET)).fetch());
        assertThat(machine.requests).hasSize(1);
    }

    @Test
    void certificateInAPfxFile() throws Exception {
        Path file = temp.resolve("azure.pfx");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "azure", azure.clientCertificate().key(), "pfx-password".toCharArray(), new X509Certificate[] {
                    azure.clientCertificate().certificate()
                });
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "pfx-password".toCharArray());
        }
        isForSigning(machine.tokens(certificate(file, Optional.of(Secret.of("pfx-password"))))
                .fetch());

        assertThatThrownBy(() -> machine.tokens(certificate(file, Optional.of(Secret.of("wrong-one"))))
                        .fetch())
                .hasMessageStartingWith("The certificate file " + file + " is of no use: the password is wrong. ")
                .hasMessageNotContaining("wrong-one");
    }

    @Test
    void certificateInAPemFileInAnyOrder() throws Exception {
        String key = pem("PRIVATE KEY", azure.clientCertificate().key().getEncoded());
        String certificate =
                pem("CERTIFICATE", azure.clientCertificate().certificate().getEncoded());
        isForSigning(machine.tokens(certificate(file("a.pem", key + certificate), Optional.empty()))
                .fetch());
        isForSigning(machine.tokens(certificate(file("b.pem", certificate + key), Optional.empty()))
                .fetch());

        assertThatThrownBy(() -> machine.tokens(certificate(file("c.pem", key), Optional.empty()))
                        .fetch())
                .hasMessageContaining("it has no certificate that belongs to its key.");
        assertThatThrownBy(() -> machine.tokens(certificate(file("d.pem", certificate), Optional.empty()))
                        .fetch())
                .hasMessageContaining("it cannot be read. (no private key block)");
        assertThatThrownBy(() -> machine.tokens(certificate(temp.resolve("none.pem"), Optional.empty()))
                        .fetch())
                .isInstanceOf(CloudException.class);
    }

    @Test
    void environmentWithASecret() throws Exception {
        environmentNamesTheApplication();
        machine.environment.put("AZURE_CLIENT_SECRET", AzureDouble.CLIENT_SECRET);
        isForSigning(machine.tokens(new Ambient.Environment()).fetch());
        isForSigning(machine.chain().fetch());
    }

    @Test
    void environmentThatLacksSomethingIsToldWhat() {
        machine.environment.put("AZURE_CLIENT_ID", AzureDouble.CLIENT_ID);
        assertThatThrownBy(() -> machine.tokens(new Ambient.Environment()).fetch())
                .hasMessage("EnvironmentCredential: the environment lacks AZURE_TENANT_ID, AZURE_CLIENT_SECRET or"
                        + " AZURE_CLIENT_CERTIFICATE_PATH. Set these variables in the environment of the build.");
    }

    @Test
    void githubIsAskedForANewAssertionEachTime() throws Exception {
        machine.environment.put(
                "ACTIONS_ID_TOKEN_REQUEST_URL", azure.githubUrl().toString());
        machine.environment.put("ACTIONS_ID_TOKEN_REQUEST_TOKEN", AzureDouble.GITHUB_TOKEN);
        int before = azure.requests(Place.GITHUB);
        TokenSource tokens = machine.tokens(new Federated.GithubActions(APPLICATION));
        isForSigning(tokens.fetch());
        isForSigning(tokens.fetch());
        assertThat(azure.requests(Place.GITHUB) - before).isEqualTo(2);
    }

    @Test
    void githubJobWithoutPermissionIsToldWhatToAdd() {
        assertThatThrownBy(() ->
                        machine.tokens(new Federated.GithubActions(APPLICATION)).fetch())
                .hasMessage(
                        "GitHub gives this job no right to an assertion: ACTIONS_ID_TOKEN_REQUEST_URL is not set. Add"
                                + " permissions: id-token: write (and contents: read) to the job of the workflow.");
    }

    @Test
    void azurePipelines() throws Exception {
        machine.environment.put("SYSTEM_OIDCREQUESTURI", azure.pipelinesUrl().toString());
        machine.environment.put("SYSTEM_ACCESSTOKEN", AzureDouble.PIPELINES_TOKEN);
        isForSigning(machine.tokens(new Federated.AzurePipelines(APPLICATION, AzureDouble.SERVICE_CONNECTION))
                .fetch());
        assertThatThrownBy(() -> machine.tokens(new Federated.AzurePipelines(APPLICATION, "another"))
                        .fetch())
                .hasMessage("Azure Pipelines gave no assertion for this job. (HTTP 404 of localhost) Check the service"
                        + " connection's id and that this pipeline may use it.");
    }

    @Test
    void gitlab() throws Exception {
        machine.environment.put("AZURE_ID_TOKEN", azure.assertion(Issuer.GITLAB));
        isForSigning(machine.tokens(new Federated.Gitlab(APPLICATION, "AZURE_ID_TOKEN"))
                .fetch());
    }

    @Test
    void workloadIdentityReadsItsFileAgainEachTime() throws Exception {
        Path file = file("token", "not yet");
        machine.environment.put("AZURE_FEDERATED_TOKEN_FILE", file.toString());
        TokenSource tokens = machine.tokens(new Federated.WorkloadIdentity(APPLICATION));
        Files.writeString(file, azure.assertion(Issuer.KUBERNETES) + "\n");
        isForSigning(tokens.fetch());
        Files.writeString(file, "");
        assertThatThrownBy(tokens::fetch)
                .hasMessage("There is no assertion in the file " + file
                        + ". Wait until it is written, and run the build again.");
    }

    @Test
    void managedIdentityOfTheMachine() throws Exception {
        isForSigning(
                machine.tokens(new Ambient.ManagedIdentity(Optional.empty())).fetch());
        isForSigning(machine.chain().fetch());
        assertThatThrownBy(() -> machine.tokens(new Ambient.ManagedIdentity(Optional.of("another")))
                        .fetch())
                .hasMessageStartingWith(
                        "ManagedIdentityCredential: Azure gave no such managed identity to this machine. Assign");
    }

    @Test
    void managedIdentityThatIsBusyIsAskedAgain() throws Exception {
        azure.misbehave(
                Place.IMDS,
                Fault.status(400, "{}"),
                Fault.throttle(429, "1"),
                Fault.status(410),
                Fault.status(500, "{}"));
        isForSigning(
                machine.tokens(new Ambient.ManagedIdentity(Optional.empty())).fetch());
        assertThat(machine.pauses)
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    @Test
    void chainTakesTheWorkloadIdentityBeforeTheManagedOne() throws Exception {
        environmentNamesTheApplication();
        machine.environment.put(
                "AZURE_FEDERATED_TOKEN_FILE",
                file("token", azure.assertion(Issuer.KUBERNETES)).toString());
        int before = azure.requests(Place.IMDS);
        isForSigning(machine.chain().fetch());
        assertThat(azure.requests(Place.IMDS)).isEqualTo(before);

        isForSigning(machine.chain("WorkloadIdentityCredential").fetch());
        assertThat(azure.requests(Place.IMDS)).isGreaterThan(before);
    }

    @Test
    void credentialThatIsRefusedEndsTheChain() {
        environmentNamesTheApplication();
        machine.environment.put("AZURE_CLIENT_SECRET", AzureDouble.EXPIRED_SECRET);
        int before = azure.requests(Place.IMDS);
        assertThatThrownBy(() -> machine.chain().fetch())
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.problem().id()).isEqualTo("entra-secret-expired"));
        assertThat(azure.requests(Place.IMDS)).isEqualTo(before);
    }

    @Test
    void emptyChainTellsWhatWasTriedAndWhy() {
        machine.programs = (program, arguments, limit) -> new Output(1, "", "Please run 'az login' to setup account.");
        azure.misbehave(Place.IMDS, Fault.html(403));
        assertThatThrownBy(() -> machine.chain("EnvironmentCredential").fetch())
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.isRetryable()).isFalse();
                    assertThat(e.problem().id()).isEqualTo("azure-no-credential");
                })
                .hasMessage(
                        "No credential for Azure was found. EnvironmentCredential: excluded by <excludeCredentials>."
                                + " WorkloadIdentityCredential: the environment lacks AZURE_TENANT_ID, AZURE_CLIENT_ID or"
                                + " AZURE_FEDERATED_TOKEN_FILE. ManagedIdentityCredential: this machine has no managed identity:"
                                + " 127.0.0.1 does not answer as Azure's does. AzureCliCredential: az is not logged in, or not"
                                + " installed. The credentials of desktop programs (Visual Studio, PowerShell, azd, a browser) are"
                                + " not offered. Name a settings.xml server in <serverId>, or log in with az login.");
    }

    @Test
    void emptyChainKnowsTheCiThatCouldHelp() {
        azure.misbehave(Place.IMDS, Fault.html(403));
        machine.environment.put("GITHUB_ACTIONS", "true");
        assertThatThrownBy(() -> machine.chain().fetch())
                .hasMessageEndingWith(
                        "Write <credential>githubActions</credential> and give the job permissions: id-token:"
                                + " write.");
    }

    @Test
    void readyTokenLivesAsLongAsItSays() throws Exception {
        machine.environment.put("SIGNING_TOKEN", azure.accessToken());
        isForSigning(machine.tokens(new Ambient.Token("SIGNING_TOKEN")).fetch());

        String old = azure.accessToken(
                "https://codesigning.azure.net", AzureDouble.TENANT, Instant.parse("2026-01-01T10:00:00Z"));
        machine.environment.put("SIGNING_TOKEN", old);
        assertThatThrownBy(
                        () -> machine.tokens(new Ambient.Token("SIGNING_TOKEN")).fetch())
                .hasMessage(
                        "The token in the environment variable SIGNING_TOKEN ended at 2026-01-01T10:59:59Z. Get a new one"
                                + " right before the build, or name another <credential>, which refreshes its token by itself.");
    }

    @Test
    void azureCli() throws Exception {
        machine.programs = (program, arguments, limit) -> {
            assertThat(program).isEqualTo("az");
            assertThat(arguments)
                    .isEqualTo(List.of(
                            "account",
                            "get-access-token",
                            "--output",
                            "json",
                            "--resource",
                            "https://codesigning.azure.net"));
            return new Output(
                    0,
                    "{\"accessToken\":\"" + azure.accessToken() + "\",\"expiresOn\":\"2030-01-01 00:00:00.000000\","
                            + "\"expires_on\":" + machine.now.plusSeconds(3599).getEpochSecond() + "}",
                    "WARNING: something");
        };
        isForSigning(machine.tokens(new Ambient.AzureCli()).fetch());
    }

    @Test
    void busyEntraIsAskedAgainAsItWishes() throws Exception {
        azure.misbehave(Place.TOKEN, Fault.throttle(429, "7"), Fault.of(Fault.Kind.CUT));
        isForSigning(machine.tokens(secret(AzureDouble.CLIENT_SECRET)).fetch());
        assertThat(machine.pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(14));
    }

    @Test
    void mistakesOfAUserAreExplainedWithoutTheSecret() {
        assertThatThrownBy(() -> machine.tokens(secret(AzureDouble.SECRET_ID)).fetch())
                .hasMessageMatching(
                        "The client secret of the application " + AzureDouble.CLIENT_ID + " is wrong: it looks"
                                + " like the secret's ID, not like its value\\. \\(AADSTS7000215, HTTP 401, trace id [0-9a-f-]{36}\\)"
                                + " Put the secret's Value \\(not its Secret ID\\) there; the portal shows it only once, so make a new"
                                + " secret if it is gone\\.");
        assertThatThrownBy(() -> machine.tokens(secret("canary-wrong")).fetch())
                .hasMessageContaining("is wrong. (AADSTS7000215")
                .hasMessageNotContaining("canary-wrong");
        assertThat(machine.requests).hasSize(2);
    }

    private static ServicePrincipal secret(String value) {
        return new ServicePrincipal(
                AzureDouble.TENANT, AzureDouble.CLIENT_ID, new Proof.ClientSecret(Secret.of(value)));
    }

    private static AzureCredential certificate(Path file, Optional<Secret> password) {
        return new ServicePrincipal(
                AzureDouble.TENANT, AzureDouble.CLIENT_ID, new Proof.ClientCertificate(file, password));
    }

    private void environmentNamesTheApplication() {
        machine.environment.put("AZURE_TENANT_ID", AzureDouble.TENANT);
        machine.environment.put("AZURE_CLIENT_ID", AzureDouble.CLIENT_ID);
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(temp.resolve(name), content);
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }

    private void isForSigning(AccessToken token) {
        assertThat(TokenClaims.read(token.value()).flatMap(TokenClaims::audience))
                .contains("https://codesigning.azure.net");
        assertThat(token.expiresAt()).isBetween(machine.now.plusSeconds(3580), machine.now.plusSeconds(3610));
        assertThat(token.toString()).contains("****");
    }
}
