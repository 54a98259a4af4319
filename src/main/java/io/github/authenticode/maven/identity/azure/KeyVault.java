package io.github.authenticode.maven.identity.azure;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.identity.IdentityElement;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyVaultIdentity;
import io.github.authenticode.plan.identity.VaultService;
import io.github.authenticode.plan.identity.account.AzureCredential;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
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

    /** A host of somebody's own, such as a private endpoint. */
    private static final Pattern ADDRESS = Pattern.compile("https://[a-z0-9.-]+(:[0-9]{1,5})?");

    /** The vault's name, {@code example-vault}, or its address. */
    @Nullable
    String vault;

    /** The certificate's name; in a managed HSM, the key's. */
    @Nullable
    String certificate;

    /** The certificate's version, 32 hexadecimal digits. Default: the newest. */
    @Nullable
    String version;

    /**
     * Certificates that are not in the vault, PEM or PKCS#7: the intermediates, of which a vault tells none. For a
     * managed HSM, which has no certificates, the signing certificate as well.
     */
    @Nullable
    File chainFile;

    /** Whether the vault may be at an address that is none of Azure's; the token goes there. Default: false. */
    boolean allowCustomEndpoint = false;

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
        Optional<Path> chain = IdentityReading.path(chainFile);
        if (chain.isEmpty()
                && address.filter(a -> VaultService.of(a).hasKeysAlone()).isPresent()) {
            reading.findings()
                    .invalid(
                            "<keyVault><chainFile>",
                            "a managed HSM holds keys and no certificates, and the signing certificate is in no file.",
                            "<chainFile>code-signing.pem</chainFile>");
        }
        return address.flatMap(a -> name.map(n -> new KeyVaultIdentity(a, n, text(version), credential, chain)));
    }

    private Optional<URI> address(String given, ConfigurationProblems findings) {
        if (VAULT.matcher(given).matches()) {
            return Optional.of(URI.create("https://" + given.toLowerCase(Locale.ROOT) + VaultService.VAULT.suffix()));
        }
        String bare = given.replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
        String name = bare.replaceFirst("^https://", "").replaceFirst("[.].*", "");
        boolean known = Arrays.stream(VaultService.values())
                .anyMatch(service -> bare.equals("https://" + name + service.suffix()));
        if (known && VAULT.matcher(name).matches()) {
            return Optional.of(URI.create(bare));
        }
        if (allowCustomEndpoint && ADDRESS.matcher(bare).matches()) {
            return Optional.of(URI.create(bare));
        }
        findings.invalid(
                "<keyVault><vault>",
                "\"" + given + "\" is neither the name of a vault nor an address such as https://example"
                        + VaultService.VAULT.suffix() + ", and a token would be sent there.",
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

    public void setChainFile(File chainFile) {
        this.chainFile = chainFile;
    }

    public void setAllowCustomEndpoint(boolean allowCustomEndpoint) {
        this.allowCustomEndpoint = allowCustomEndpoint;
    }
}
