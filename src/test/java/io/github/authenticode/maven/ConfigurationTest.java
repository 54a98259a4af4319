package io.github.authenticode.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.Identity;
import io.github.authenticode.plan.KeystoreType;
import io.github.authenticode.plan.Secret;
import io.github.authenticode.plan.Timestamping;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private final Findings findings = new Findings();
    private final Settings settings = new Settings();

    @Test
    void noIdentityListsTheChoices() {
        assertThat(reader().read(null, null)).isEmpty();
        assertThat(found())
                .containsExactly(
                        "The configuration does not say who signs. Write exactly one of <keystore> (a PKCS#12, JKS"
                                + " or PEM file) and <testCertificate> (a throwaway certificate for trying things out, never for a"
                                + " release).");
    }

    @Test
    void twoIdentitiesAreAnError() {
        assertThat(reader().read(new Keystore(), new TestCertificate())).isEmpty();
        assertThat(found())
                .singleElement()
                .asString()
                .startsWith("The configuration names two identities, <keystore> and");
    }

    @Test
    void passwordComesFromTheServer() throws Exception {
        server("codesign", "s3cret");
        Keystore bean = keystore("release.p12");
        bean.setServerId("codesign");

        Identity.Keystore identity =
                (Identity.Keystore) reader().read(bean, null).orElseThrow();
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

        Identity.Keystore identity =
                (Identity.Keystore) reader().read(bean, null).orElseThrow();
        assertThat(identity.password().map(Secret::reveal)).contains("phrase");
        assertThat(identity.type()).isEqualTo(KeystoreType.JKS);
    }

    @Test
    void passwordComesFromTheEnvironment() {
        Keystore bean = keystore("key.pem");
        bean.setPasswordEnv("KEY_PASSWORD");

        Identity.Keystore identity =
                (Identity.Keystore) reader().read(bean, null).orElseThrow();
        assertThat(identity.password().map(Secret::reveal)).contains("from-env");
        assertThat(identity.type()).isEqualTo(KeystoreType.PEM);
    }

    @Test
    void unsetVariableIsAnError() {
        Keystore bean = keystore("key.p12");
        bean.setPasswordEnv("NOT_SET");
        reader().read(bean, null);
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
        reader().read(bean, null);
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
        Identity.Keystore identity = (Identity.Keystore) new IdentityReader(
                        credentials(List.of(new DefaultSettingsProblem(
                                "Failed to decrypt password for server codesign: no settings-security.xml",
                                SettingsProblem.Severity.ERROR,
                                "server: codesign",
                                -1,
                                -1,
                                null))),
                        Path.of("home"),
                        findings)
                .read(bean, null)
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
        Identity.Keystore identity =
                (Identity.Keystore) reader().read(bean, null).orElseThrow();
        assertThat(identity.password()).isEmpty();
        assertThat(found()).hasSize(1);
    }

    @Test
    void passwordInThePomIsRefused() {
        Keystore bean = keystore("release.p12");
        bean.setPassword("oops");
        reader().read(bean, null);
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
        Timestamping timestamping = options().timestamping(new Timestamp(), false);
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
        assertThat(options().timestamping(new Timestamp(), true).urls()).isEmpty();
    }

    @Test
    void everyWrongValueIsReportedAtOnce() {
        Timestamp bean = new Timestamp();
        bean.setUrls(List.of("ftp://tsa", "http://me:pw@tsa.example/", "not a url"));
        bean.setAttempts(0);
        bean.setTimeout("soon");
        options().timestamping(bean, false);
        options().instant("<verifyAt>", "yesterday");
        options().atLeastOne("<concurrency>", 0);
        Choice.of(ExistingSignature.class, "existingSignature", "keep", ExistingSignature.SKIP, findings);
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

    private IdentityReader reader() {
        return new IdentityReader(credentials(List.of()), Path.of("home"), findings);
    }

    private Credentials credentials(List<SettingsProblem> problems) {
        SettingsDecrypter decrypter =
                request -> new Decrypted(request.getServers().get(0), problems);
        return new Credentials(settings, decrypter, Map.of("KEY_PASSWORD", "from-env")::get);
    }

    private Server server(String id, @org.jspecify.annotations.Nullable String password) {
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
