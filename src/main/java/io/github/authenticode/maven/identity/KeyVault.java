package io.github.authenticode.maven.identity;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.plan.identity.AzureCredential;
import io.github.authenticode.plan.identity.Identity;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its key in Azure Key Vault.
 *
 * <pre>{@code
 * <keyVault>
 *   <vault>example-vault</vault>
 *   <certificate>code-signing</certificate>
 *   <serverId>azure</serverId>
 * </keyVault>
 * }</pre>
 */
public final class KeyVault extends AzureSignIn implements IdentityElement {
    /** Vault names and certificate names as Azure's resource types allow them. */
    private static final Pattern VAULT = Pattern.compile("[A-Za-z](?:-?[A-Za-z0-9]){2,23}");

    private static final Pattern CERTIFICATE = Pattern.compile("[0-9A-Za-z-]{1,127}");
    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{32}");

    /** Azure's own clouds: an access token goes to the host. */
    private static final List<String> HOSTS =
            List.of(".vault.azure.net", ".vault.azure.cn", ".vault.usgovcloudapi.net");

    /** The vault's name, {@code example-vault}, or its address. */
    @Nullable
    String vault;

    /** The certificate's name. */
    @Nullable
    String certificate;

    /** The certificate's version, 32 hexadecimal digits. Default: the newest. */
    @Nullable
    String version;

    @Override
    public Optional<Identity> read(IdentityReading reading) {
        Optional<URI> address = reading.required("<keyVault><vault>", vault, "<vault>example-vault</vault>")
                .flatMap(given -> address(given, reading.findings()));
        Optional<String> name =
                reading.required("<keyVault><certificate>", certificate, "<certificate>code-signing</certificate>");
        if (name.filter(n -> !CERTIFICATE.matcher(n).matches()).isPresent()) {
            reading.findings()
                    .invalid(
                            "<keyVault><certificate>",
                            "\"" + name.get() + "\" is no name of letters, digits and hyphens.",
                            "<certificate>code-signing</certificate>");
        }
        if (text(version).filter(v -> !VERSION.matcher(v).matches()).isPresent()) {
            reading.findings()
                    .invalid(
                            "<keyVault><version>",
                            "\"" + version + "\" is no version, which has 32 hexadecimal digits.",
                            "<version>0123456789abcdef0123456789abcdef</version>");
        }
        Optional<AzureCredential> credential = readCredential("keyVault", reading);
        return address.flatMap(a -> name.map(n -> new Identity.KeyVault(a, n, text(version), credential)));
    }

    private static Optional<URI> address(String given, ConfigurationProblems findings) {
        if (VAULT.matcher(given).matches()) {
            return Optional.of(URI.create("https://" + given.toLowerCase(Locale.ROOT) + HOSTS.get(0)));
        }
        String bare = given.replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
        String name = bare.replaceFirst("^https://", "").replaceFirst("[.].*", "");
        boolean known = HOSTS.stream().anyMatch(host -> bare.equals("https://" + name + host));
        if (known && VAULT.matcher(name).matches()) {
            return Optional.of(URI.create(bare));
        }
        findings.invalid(
                "<keyVault><vault>",
                "\"" + given + "\" is neither the name of a vault nor an address such as https://example" + HOSTS.get(0)
                        + ", and a token would be sent there.",
                "<vault>example-vault</vault>");
        return Optional.empty();
    }

    public void setVault(String vault) {
        this.vault = vault;
    }

    public void setCertificate(String certificate) {
        this.certificate = certificate;
    }

    public void setVersion(String version) {
        this.version = version;
    }
}
