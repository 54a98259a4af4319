package io.github.authenticode.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.Credentials;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.config.OptionsReader;
import io.github.authenticode.maven.config.PomValues;
import io.github.authenticode.maven.config.Timestamp;
import io.github.authenticode.maven.identity.IdentityElements;
import io.github.authenticode.maven.identity.KeyContainer;
import io.github.authenticode.maven.identity.Keystore;
import io.github.authenticode.maven.identity.StoreCertificate;
import io.github.authenticode.maven.identity.TestCertificate;
import io.github.authenticode.maven.identity.azure.ArtifactSigning;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.KeystoreType;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import io.github.authenticode.plan.text.Secret;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.project.DefaultMavenProjectHelper;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private final ConfigurationProblems findings = new ConfigurationProblems();
    private final Settings settings = new Settings();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>(Map.of("KEY_PASSWORD", "from-env"));

    @Test
    void noIdentityListsTheChoices() {
        assertThat(elements(null, null).read(reading())).isEmpty();
        assertThat(found())
                .containsExactly("The configuration does not say who signs. Write exactly one of "
                        + "<keystore> (a file) and <testCertificate> (for trying things out).");
    }

    @Test
    void choicesNameEveryIdentity() {
        SignMojo goal =
                new SignMojo(new DefaultMavenProjectHelper(), request -> new Decrypted(new Server(), List.of()));

        assertThat(goal.identities().read(reading())).isEmpty();

        assertThat(found())
                .singleElement()
                .asString()
                .contains(
                        "<artifactSigning> (Azure)",
                        "<keystore> (a PKCS#12, JKS or PEM file)",
                        "<pkcs11> (a token)",
                        "<keyContainer> (a token or KSP)",
                        "<storeCertificate> (a Windows certificate store)",
                        "<testCertificate> (a throwaway certificate for trying things out, never for a release)");
    }

    @Test
    void twoIdentitiesAreAnError() {
        assertThat(elements(new Keystore(), new TestCertificate()).read(reading()))
                .isEmpty();
        assertThat(found())
                .singleElement()
                .asString()
                .startsWith("The configuration names 2 identities: <keystore>, <testCertificate>. Write");
    }

    @Test
    void passwordComesFromTheServer() throws Exception {
        server("codesign", "s3cret");
        Keystore bean = keystore("release.p12");
        bean.setServerId("codesign");

        KeystoreIdentity identity =
                (KeystoreIdentity) elements(bean, null).read(reading()).orElseThrow();
        findings.throwIfAny();
        assertThat(identity.password().map(Secret::reveal)).contains("s3cret");
        assertThat(identity.toString()).doesNotContain("s3cret").contains("****");
        assertThat(identity.type()).isEqualTo(KeystoreType.PKCS12);
    }

    @Test
    void passphraseServesWhereThereIsNoPassword() {
        Server server = server("codesign", null);
        server.setPassphrase("phrase");
        Keystore bean = keystore("release.jks");
        bean.setServerId("codesign");

        KeystoreIdentity identity =
                (KeystoreIdentity) elements(bean, null).read(reading()).orElseThrow();
        assertThat(identity.password().map(Secret::reveal)).contains("phrase");
        assertThat(identity.type()).isEqualTo(KeystoreType.JKS);
    }

    @Test
    void passwordComesFromTheEnvironment() {
        Keystore bean = keystore("key.pem");
        bean.setPasswordEnv("KEY_PASSWORD");

        KeystoreIdentity identity =
                (KeystoreIdentity) elements(bean, null).read(reading()).orElseThrow();
        assertThat(identity.password().map(Secret::reveal)).contains("from-env");
        assertThat(identity.type()).isEqualTo(KeystoreType.PEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n"})
    void lineEndAfterASecretIsLeftOutAndTold(String lineEnd) {
        environment.put("KEY_PASSWORD", "from env-canary" + lineEnd);
        Keystore bean = keystore("key.pem");
        bean.setPasswordEnv("KEY_PASSWORD");

        KeystoreIdentity identity =
                (KeystoreIdentity) elements(bean, null).read(reading()).orElseThrow();

        assertThat(identity.password().map(Secret::reveal)).contains("from env-canary");
        assertThat(warnings)
                .containsExactly(
                        "<keystore><passwordEnv>: the value of the environment variable KEY_PASSWORD ends with a"
                                + " line end, which was left out. Store it without one, such as by printf instead of echo.");
    }

    @Test
    void lineEndAfterThePasswordOfAServerIsLeftOutAndTold() {
        server("codesign", "s3cret-canary\n");
        Keystore bean = keystore("release.p12");
        bean.setServerId("codesign");

        KeystoreIdentity identity =
                (KeystoreIdentity) elements(bean, null).read(reading()).orElseThrow();

        assertThat(identity.password().map(Secret::reveal)).contains("s3cret-canary");
        assertThat(warnings)
                .containsExactly(
                        "<keystore><serverId>: the password of the server \"codesign\" in settings.xml ends with a"
                                + " line end, which was left out. Store it without one, such as by printf instead of echo.");
    }

    @Test
    void secretThatIsNothingButALineEndIsEmpty() {
        environment.put("KEY_PASSWORD", "\r\n");
        Keystore bean = keystore("key.p12");
        bean.setPasswordEnv("KEY_PASSWORD");
        elements(bean, null).read(reading());

        assertThat(found())
                .singleElement()
                .asString()
                .startsWith("<keystore><passwordEnv>: the environment variable KEY_PASSWORD is empty.");
    }

    @Test
    void unsetVariableIsAnError() {
        Keystore bean = keystore("key.p12");
        bean.setPasswordEnv("NOT_SET");
        elements(bean, null).read(reading());
        assertThat(found())
                .containsExactly(
                        "<keystore><passwordEnv>: the environment variable NOT_SET is not set. Set NOT_SET in the"
                                + " environment of the build, for example from the secrets of your CI.");
    }

    @Test
    void unknownServerListsTheKnownOnes() {
        server("nexus", "x");
        server("codesign-prod", "y");
        Keystore bean = keystore("release.p12");
        bean.setServerId("codesign");
        elements(bean, null).read(reading());
        assertThat(found())
                .containsExactly("<keystore><serverId>: settings.xml has no server \"codesign\"; it has \"nexus\","
                        + " \"codesign-prod\". Add <server><id>codesign</id><password>…</password></server> to"
                        + " settings.xml, or correct the id.");
    }

    @Test
    void undecryptablePasswordIsAnErrorAndNotAPassword() {
        server("codesign", "{bPd4aTr0cXqvVAbLOjXqvVAbLOj=}");
        Keystore bean = keystore("release.p12");
        bean.setServerId("codesign");
        KeystoreIdentity identity = (KeystoreIdentity) bean.read(reading(credentials(List.of(new DefaultSettingsProblem(
                        "Failed to decrypt password for server codesign: no settings-security.xml",
                        SettingsProblem.Severity.ERROR,
                        "server: codesign",
                        -1,
                        -1,
                        null)))))
                .orElseThrow();
        assertThat(identity.password()).isEmpty();
        assertThat(found())
                .singleElement()
                .asString()
                .startsWith("<keystore><serverId>: Maven could not decrypt the password of the server \"codesign\" in"
                        + " settings.xml. (Failed to decrypt password for server codesign: no settings-security.xml)")
                .doesNotContain("bPd4");
    }

    @Test
    void passwordThatStayedEncryptedIsNeverUsed() {
        server("codesign", "{bPd4aTr0cXqvVAbLOjXqvVAbLOj=}");
        Keystore bean = keystore("release.p12");
        bean.setServerId("codesign");
        KeystoreIdentity identity =
                (KeystoreIdentity) elements(bean, null).read(reading()).orElseThrow();
        assertThat(identity.password()).isEmpty();
        assertThat(found()).hasSize(1);
    }

    @Test
    void thumbprintIsTakenHoweverItWasCopied() throws Exception {
        StoreCertificate bean = new StoreCertificate();
        bean.setThumbprint("c1:c1:a0:65:5d:10:75:98:59:48 BF E9 13 91 40 87 40 41 2F 7E");
        Identity identity = bean.read(reading()).orElseThrow();
        findings.throwIfAny();
        assertThat(((StoreCertificateIdentity) identity).thumbprint())
                .contains("C1C1A0655D1075985948BFE91391408740412F7E");
    }

    @Test
    void storeCertificateIsAlsoNamedByWhatTheStoreSaysOfIt() throws Exception {
        StoreCertificate bean = new StoreCertificate();
        bean.setFriendlyName("Release of 2026");
        bean.setKeypairAlias("key_1");
        StoreCertificateIdentity identity =
                (StoreCertificateIdentity) bean.read(reading()).orElseThrow();
        findings.throwIfAny();
        assertThat(identity.friendlyName()).contains("Release of 2026");
        assertThat(identity.keypairAlias()).contains("key_1");
        assertThat(identity.hasSelector()).isTrue();
    }

    @Test
    void aThumbprintIsToldFromTheDigestOfFiles() {
        StoreCertificate bean = new StoreCertificate();
        bean.setThumbprint("SHA-256");
        bean.read(reading());
        assertThat(found())
                .singleElement()
                .asString()
                .contains(
                        "\"SHA-256\" is not the SHA-1 of a certificate, which has 40 hexadecimal digits: the thumbprint that"
                                + " Windows shows, not a digest of the file to sign.");
    }

    @Test
    void keyContainerNamesAllThatIsMissing() {
        assertThat(new KeyContainer().read(reading())).isEmpty();
        assertThat(found()).hasSize(3).allMatch(f -> f.startsWith("<keyContainer>"));
    }

    @Test
    void azureApplicationComesFromTheServer() throws Exception {
        Server server = server("azure", "the-secret");
        server.setUsername("11111111-2222-3333-4444-555555555555");
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        Xpp3Dom tenant = new Xpp3Dom("tenantId");
        tenant.setValue("example.onmicrosoft.com");
        configuration.addChild(tenant);
        server.setConfiguration(configuration);

        ArtifactSigningIdentity identity = (ArtifactSigningIdentity)
                artifactSigning("azure").read(reading()).orElseThrow();
        findings.throwIfAny();
        assertThat(identity.endpoint()).isEqualTo(URI.create("https://weu.codesigning.azure.net"));
        assertThat(identity.credential()
                        .map(c -> ((ServicePrincipal) c).tenantId() + " " + ((ServicePrincipal) c).clientId()))
                .contains("example.onmicrosoft.com 11111111-2222-3333-4444-555555555555");
        assertThat(identity.toString()).doesNotContain("the-secret");
    }

    @Test
    void serverWithoutTenantIsIncomplete() {
        server("azure", "the-secret").setUsername("client");
        artifactSigning("azure").read(reading());
        assertThat(found())
                .containsExactly(
                        "<artifactSigning> has no tenant id: it is neither in <tenantId>, nor as <tenantId> in the"
                                + " <configuration> of the server \"azure\", nor in the environment variable AZURE_TENANT_ID."
                                + " Copy it from the overview page of the app registration in the Azure portal into one of"
                                + " these.",
                        "<artifactSigning>: the client id is not a GUID. Write for example the Application (client) ID of"
                                + " the app registration, <clientId>00000000-0000-0000-0000-000000000000</clientId>.");
    }

    private static ArtifactSigning artifactSigning(String serverId) {
        ArtifactSigning bean = new ArtifactSigning();
        bean.setRegion("West Europe");
        bean.setAccount("example-account");
        bean.setCertificateProfile("example-profile");
        bean.setServerId(serverId);
        return bean;
    }

    @Test
    void passwordInThePomIsRefused() {
        Keystore bean = keystore("release.p12");
        bean.setPassword("oops");
        elements(bean, null).read(reading());
        assertThat(found())
                .containsExactly(
                        "<keystore> holds a password, which a pom must not. Remove it, put it into a settings.xml"
                                + " server and name that with <serverId>, or into an environment variable and name that with"
                                + " <passwordEnv>.");
    }

    @Test
    void brokenDigestsAreRefusedWithTheReason() {
        options().digest("SHA1");
        options().digest("md5");
        options().digest("whirlpool");
        assertThat(found())
                .hasSize(3)
                .first()
                .asString()
                .isEqualTo(
                        "<digest>: \"SHA1\" is broken: others can make a second file with the same digest, and Windows"
                                + " does not trust such signatures. Write SHA-256, SHA-384 or SHA-512.");
        assertThat(options().digest("sha384")).isEqualTo(DigestAlgorithm.SHA384);
    }

    @Test
    void timestampsAreOnWithTwoAuthorities() throws Exception {
        Timestamping timestamping = options().timestamping(new Timestamp(), Timestamp.DEFAULT_URLS);
        findings.throwIfAny();
        assertThat(timestamping)
                .isEqualTo(new Timestamping(
                        true,
                        List.of(
                                URI.create("http://timestamp.digicert.com"),
                                URI.create("http://timestamp.sectigo.com")),
                        6,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(20)));
        assertThat(options().timestamping(new Timestamp(), List.of()).urls()).isEmpty();
    }

    @Test
    void everyWrongValueIsReportedAtOnce() {
        Timestamp bean = new Timestamp();
        bean.setUrls(List.of("ftp://tsa", "http://me:pw@tsa.example/", "not a url"));
        bean.setAttempts(0);
        bean.setTimeout("soon");
        options().timestamping(bean, Timestamp.DEFAULT_URLS);
        options().instant("<verifyAt>", "yesterday");
        options().atLeastOne("<concurrency>", 0);
        PomValues.of(ExistingSignature.class, "existingSignature", "keep", ExistingSignature.SKIP, findings);
        assertThat(found())
                .containsExactly(
                        "<timestamp><attempts>: 0 is less than 1. Write for example <attempts>6</attempts>.",
                        "<timestamp><urls>: \"ftp://tsa\" is not an absolute http or https URL. Write for example http://host/path.",
                        "<timestamp><urls>: the URL holds a user name or password. Write for example http://host/path.",
                        "<timestamp><urls>: \"not a url\" is not a URL: Illegal character in path. Write for example http://host/path.",
                        "<timestamp><timeout>: \"soon\" is not a duration. Write for example 20s, 500ms or 2m.",
                        "<verifyAt>: \"yesterday\" is not an ISO instant. Write for example 2027-01-31T12:00:00Z.",
                        "<concurrency>: 0 is less than 1. Write for example 2.",
                        "<existingSignature>: \"keep\" is none of the choices. Write one of skip, replace, append, fail.");
    }

    private List<String> found() {
        return catchThrowableOfType(ProblemException.class, findings::throwIfAny).problems().stream()
                .map(Problem::text)
                .toList();
    }

    private OptionsReader options() {
        return new OptionsReader(findings);
    }

    private IdentityReading reading() {
        return reading(credentials(List.of()));
    }

    private IdentityReading reading(Credentials credentials) {
        return new IdentityReading(credentials, warnings::add, Path.of("home"), findings);
    }

    private static IdentityElements elements(@Nullable Keystore keystore, @Nullable TestCertificate testCertificate) {
        return new IdentityElements()
                .or(keystore, "keystore", "a file")
                .or(testCertificate, "testCertificate", "for trying things out");
    }

    private Credentials credentials(List<SettingsProblem> problems) {
        SettingsDecrypter decrypter =
                request -> new Decrypted(request.getServers().get(0), problems);
        return new Credentials(settings, decrypter, environment::get, warnings::add);
    }

    private Server server(String id, @Nullable String password) {
        Server server = new Server();
        server.setId(id);
        server.setPassword(password);
        settings.addServer(server);
        return server;
    }

    private static Keystore keystore(String file) {
        Keystore bean = new Keystore();
        bean.setFile(new File(file));
        return bean;
    }

    private record Decrypted(Server getServer, List<SettingsProblem> getProblems) implements SettingsDecryptionResult {
        @Override
        public List<Server> getServers() {
            return List.of(getServer);
        }

        @Override
        public org.apache.maven.settings.Proxy getProxy() {
            throw new UnsupportedOperationException("no proxy was asked for");
        }

        @Override
        public List<org.apache.maven.settings.Proxy> getProxies() {
            return List.of();
        }
    }
}
