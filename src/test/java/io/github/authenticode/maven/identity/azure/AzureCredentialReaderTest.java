package io.github.authenticode.maven.identity.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.Credentials;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.AzureCredential.Ambient;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import io.github.authenticode.plan.identity.account.ServicePrincipal.Proof;
import io.github.authenticode.plan.text.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureCredentialReaderTest {
    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";
    private static final Application APPLICATION = new Application("example.com", CLIENT);

    @TempDir
    Path temp;

    private final ArtifactSigning bean = new ArtifactSigning();
    private final ConfigurationProblems findings = new ConfigurationProblems();
    private final Settings settings = new Settings();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void nothingNamedMeansWhatTheMachineOffers() throws Exception {
        assertThat(read()).isEmpty();
        findings.throwIfAny();
    }

    @Test
    void kindsWithoutMoreAreJustNamed() throws Exception {
        environment.put("AZURE_CLIENT_ID", "own");
        assertThat(named("environment")).contains(new Ambient.Environment());
        assertThat(named("azureCli")).contains(new Ambient.AzureCli());
        assertThat(named("managedIdentity")).contains(new Ambient.ManagedIdentity(Optional.of("own")));
        findings.throwIfAny();
    }

    @Test
    void idsComeFromThePomTheServerAndTheEnvironmentInThisOrder() throws Exception {
        environment.putAll(Map.of("AZURE_TENANT_ID", "env.example.com", "AZURE_CLIENT_ID", CLIENT));
        assertThat(named("workloadIdentity"))
                .contains(new Federated.WorkloadIdentity(new Application("env.example.com", CLIENT)));
        server("azure", "99999999-2222-3333-4444-555555555555", "server.example.com", "");
        bean.setServerId("azure");
        assertThat(named("githubActions"))
                .contains(new Federated.GithubActions(
                        new Application("server.example.com", "99999999-2222-3333-4444-555555555555")));
        bean.setTenantId("example.com");
        bean.setClientId(CLIENT);
        assertThat(named("githubActions")).contains(new Federated.GithubActions(APPLICATION));
        findings.throwIfAny();
    }

    @Test
    void pipelinesKnowTheirOwnConnection() throws Exception {
        environment.putAll(Map.of(
                "AZURESUBSCRIPTION_TENANT_ID",
                "example.com",
                "AZURESUBSCRIPTION_CLIENT_ID",
                CLIENT,
                "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
                "c"));
        assertThat(named("azurePipelines")).contains(new Federated.AzurePipelines(APPLICATION, "c"));
        bean.setServiceConnectionId("d");
        assertThat(named("azurePipelines")).contains(new Federated.AzurePipelines(APPLICATION, "d"));
        findings.throwIfAny();
    }

    @Test
    void certificateIsOpenedByTheVariableOrTheServerOrNothing() throws Exception {
        bean.setTenantId("example.com");
        bean.setClientId(CLIENT);
        bean.setCertificateFile(Files.createFile(temp.resolve("azure.pfx")).toFile());
        assertThat(password()).isEmpty();
        server("azure", CLIENT, "example.com", "");
        bean.setServerId("azure");
        assertThat(password()).isEmpty();
        settings.getServers().get(0).setPassword("of-server");
        assertThat(password()).contains("of-server");
        environment.put("PFX", "of-environment");
        bean.setCertificatePasswordEnv("PFX");
        assertThat(password()).contains("of-environment");
        findings.throwIfAny();
    }

    @Test
    void everythingWrongIsToldAtOnceAndNoValueThatMayBeASecret() {
        bean.setClientId("canary-secret");
        bean.setTokenEnv("T");
        bean.setIdTokenEnv("ey.canary.jwt");
        assertThat(named("gitlab")).isEmpty();
        assertThat(found())
                .containsExactly(
                        "<artifactSigning><tokenEnv>: it says nothing of <credential>gitlab</credential>. Remove it, or write a"
                                + " <credential> that it goes with: token.",
                        "<artifactSigning> has no tenant id: it is neither in <tenantId>, nor in the environment variable"
                                + " AZURE_TENANT_ID. Copy it from the overview page of the app registration in the Azure"
                                + " portal into one of these.",
                        "<artifactSigning>: the client id is not a GUID. Write for example the Application (client) ID of the"
                                + " app registration, <clientId>00000000-0000-0000-0000-000000000000</clientId>.",
                        "<artifactSigning><idTokenEnv>: that is no name of an environment variable. Write for example"
                                + " <idTokenEnv>AZURE_ID_TOKEN</idTokenEnv>.");
    }

    @Test
    void misspeltKindIsToldWithTheNearest() {
        assertThat(named("githubAction")).isEmpty();
        assertThat(found())
                .containsExactly(
                        "<artifactSigning><credential>: \"githubAction\" is no kind of credential. Did you mean"
                                + " githubActions? Write one of servicePrincipal, environment, workloadIdentity, githubActions,"
                                + " azurePipelines, gitlab, managedIdentity, azureCli, token, or leave it out to take what the machine"
                                + " offers.");
    }

    @Test
    void elementWithoutACredentialThatItGoesWithIsAnError() {
        bean.setTenantId("example.com");
        bean.setIdTokenEnv("T");
        assertThat(read()).isEmpty();
        assertThat(found())
                .containsExactly(
                        "<artifactSigning><tenantId>: it says nothing without a <credential>. Remove it, or write a"
                                + " <credential> that it goes with: servicePrincipal, workloadIdentity, githubActions,"
                                + " azurePipelines, gitlab.",
                        "<artifactSigning><idTokenEnv>: it says nothing without a <credential>. Remove it, or write a"
                                + " <credential> that it goes with: gitlab.");
    }

    @Test
    void incompleteKindsSayWhatIsMissing() {
        named("servicePrincipal");
        named("token");
        bean.setCertificateFile(temp.resolve("none.pfx").toFile());
        bean.setTenantId("example.com");
        bean.setClientId(CLIENT);
        named("servicePrincipal");
        assertThat(found())
                .containsExactly(
                        "<artifactSigning>: <credential>servicePrincipal</credential> needs a <serverId> for its secret, or a"
                                + " <certificateFile>. Write for example <serverId>azure</serverId>.",
                        "<artifactSigning><tokenEnv>: it is missing. Write for example <tokenEnv>SIGNING_TOKEN</tokenEnv>.",
                        "<artifactSigning><certificateFile>: " + temp.resolve("none.pfx")
                                + " does not exist or is no file."
                                + " Write for example <certificateFile>azure.pfx</certificateFile>.");
    }

    @Test
    void secretInThePomIsRefused() {
        bean.setClientSecret("canary");
        bean.read(new IdentityReading(
                new Credentials(settings, request -> new Same(new Server()), environment::get, warning -> {}),
                warning -> {},
                temp,
                findings));
        assertThat(found())
                .first()
                .asString()
                .startsWith("<artifactSigning> holds a secret, which a pom must not. Remove it,")
                .doesNotContain("canary");
    }

    private Optional<String> password() {
        ServicePrincipal principal = (ServicePrincipal) read().orElseThrow();
        return ((Proof.ClientCertificate) principal.proof()).password().map(Secret::reveal);
    }

    private Optional<AzureCredential> named(String kind) {
        bean.setCredential(kind);
        return read();
    }

    private Optional<AzureCredential> read() {
        SettingsDecrypter decrypter = request -> new Same(request.getServers().get(0));
        return new AzureCredentialReader(
                        bean,
                        "artifactSigning",
                        new Credentials(settings, decrypter, environment::get, warning -> {}),
                        findings)
                .read();
    }

    private List<String> found() {
        return catchThrowableOfType(ProblemException.class, findings::throwIfAny).problems().stream()
                .map(Problem::text)
                .toList();
    }

    private void server(String id, String username, String tenantId, String password) {
        Server server = new Server();
        server.setId(id);
        server.setUsername(username);
        server.setPassword(password);
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        Xpp3Dom tenant = new Xpp3Dom("tenantId");
        tenant.setValue(tenantId);
        configuration.addChild(tenant);
        server.setConfiguration(configuration);
        settings.addServer(server);
    }

    /** Nothing was encrypted. */
    private record Same(Server server) implements SettingsDecryptionResult {
        @Override
        public Server getServer() {
            return server;
        }

        @Override
        public List<Server> getServers() {
            return List.of(server);
        }

        @Override
        public org.apache.maven.settings.Proxy getProxy() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<org.apache.maven.settings.Proxy> getProxies() {
            return List.of();
        }

        @Override
        public List<SettingsProblem> getProblems() {
            return List.of();
        }
    }
}
