package io.github.authenticode.maven.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.Credentials;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigiCertAccountReaderTest {
    @TempDir
    Path folder;

    private final ConfigurationProblems findings = new ConfigurationProblems();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void everythingThatIsMissingIsToldAtOnce() {
        assertThat(read(new KeyLocker())).isEmpty();
        assertThat(found())
                .hasSize(4)
                .anySatisfy(text -> assertThat(text).startsWith("<keyLocker><keypairAlias>: it is missing."))
                .anySatisfy(text -> assertThat(text).contains("SM_API_KEY is not set"))
                .anySatisfy(text -> assertThat(text).contains("SM_CLIENT_CERT_FILE is not set"))
                .anySatisfy(text -> assertThat(text).contains("SM_CLIENT_CERT_PASSWORD is not set"));
    }

    @Test
    void variablesOfDigiCertsOwnProgramsSuffice() throws Exception {
        complete();
        environment.put("SM_HOST", "clientauth.one.ch.digicert.com/");
        KeyLocker bean = new KeyLocker();
        bean.setKeypairAlias("key_1");

        KeyLockerIdentity key = (KeyLockerIdentity) read(bean).orElseThrow();

        findings.throwIfAny();
        assertThat(key.account().host()).isEqualTo(URI.create("https://clientauth.one.ch.digicert.com"));
        assertThat(key.account().apiKey().reveal()).isEqualTo("canary-key");
        assertThat(key.toString()).doesNotContain("canary");
    }

    @Test
    void hostThatIsNotDigiCertsIsSentNoKeyUnlessAllowed() throws Exception {
        complete();
        KeyLocker bean = new KeyLocker();
        bean.setKeypairAlias("key_1");
        bean.setHost("https://digicert.com.example.org");

        assertThat(read(bean)).isEmpty();
        assertThat(found()).singleElement().asString().contains("is no host of DigiCert's");

        bean.setAllowCustomHost(true);
        assertThat(read(bean)).isPresent();
    }

    @Test
    void certificateInPlaceOfItsPathIsNotShown() throws Exception {
        complete();
        environment.put("SM_CLIENT_CERT_FILE", "canary".repeat(400));
        KeyLocker bean = new KeyLocker();
        bean.setKeypairAlias("key_1");

        assertThat(read(bean)).isEmpty();
        assertThat(found())
                .singleElement()
                .asString()
                .contains("does not exist")
                .doesNotContain("canary");
    }

    private void complete() throws Exception {
        environment.put("SM_API_KEY", "canary-key");
        environment.put(
                "SM_CLIENT_CERT_FILE",
                Files.createFile(folder.resolve("client.p12")).toString());
        environment.put("SM_CLIENT_CERT_PASSWORD", "canary-password");
    }

    private Optional<Identity> read(KeyLocker bean) {
        Credentials credentials = new Credentials(
                new Settings(),
                request -> {
                    throw new AssertionError("There is no server");
                },
                environment::get,
                warning -> {});
        return bean.read(new IdentityReading(credentials, warning -> {}, folder, findings));
    }

    private List<String> found() {
        try {
            findings.throwIfAny();
            return List.of();
        } catch (ProblemException e) {
            return e.problems().stream().map(p -> p.text()).toList();
        }
    }
}
