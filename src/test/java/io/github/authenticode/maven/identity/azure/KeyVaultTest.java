package io.github.authenticode.maven.identity.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.Credentials;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.plan.identity.KeyVaultIdentity;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyVaultTest {
    private final ConfigurationProblems findings = new ConfigurationProblems();
    private final KeyVault bean = new KeyVault();

    @ParameterizedTest
    @CsvSource({
        "example-vault, https://example-vault.vault.azure.net",
        "https://Example-Vault.vault.azure.net/, https://example-vault.vault.azure.net",
        "https://example.vault.azure.cn, https://example.vault.azure.cn",
        "https://example.vault.usgovcloudapi.net, https://example.vault.usgovcloudapi.net"
    })
    void vaultIsANameOrAnAddressInAnyCloud(String vault, URI address) {
        assertThat(read(vault).map(KeyVaultIdentity::vault)).contains(address);
        assertThat(findings.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://vault.intranet.example, true, true",
        "https://localhost:8443, true, true",
        "https://vault.intranet.example, false, false",
        "http://localhost:8443, true, false",
        "https://user@vault.intranet.example, true, false",
        "https://vault.intranet.example/path, true, false",
        "https://example.vault.azure.net.evil.example, false, false"
    })
    void anotherHostMustBeAllowed(String vault, boolean allowed, boolean accepted) {
        bean.setAllowCustomEndpoint(allowed);

        assertThat(read(vault).isPresent()).isEqualTo(accepted);
    }

    @Test
    void managedHsmNeedsAFileWithTheCertificate() {
        read("https://example.managedhsm.azure.net");

        assertThat(catchThrowableOfType(ProblemException.class, findings::throwIfAny)
                        .problems())
                .extracting(Problem::text)
                .containsExactly(
                        "<keyVault><chainFile>: a managed HSM holds keys and no certificates, and the signing certificate"
                                + " is in no file. Write for example <chainFile>code-signing.pem</chainFile>.");
    }

    @Test
    void managedHsmWithACertificateInAFileIsAnIdentity() {
        bean.setChainFile(new File("code-signing.pem"));

        assertThat(read("https://example.managedhsm.azure.net").flatMap(KeyVaultIdentity::chainFile))
                .contains(Path.of("code-signing.pem"));
        assertThat(findings.isEmpty()).isTrue();
    }

    private Optional<KeyVaultIdentity> read(String vault) {
        bean.setVault(vault);
        bean.setCertificate("code-signing");
        Credentials credentials = new Credentials(
                new Settings(),
                request -> {
                    throw new AssertionError("no secret is asked for");
                },
                Map.<String, String>of()::get,
                warning -> {});
        return bean.read(new IdentityReading(credentials, warning -> {}, Path.of("home"), findings))
                .map(KeyVaultIdentity.class::cast);
    }
}
