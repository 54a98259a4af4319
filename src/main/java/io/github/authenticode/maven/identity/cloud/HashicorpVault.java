package io.github.authenticode.maven.identity.cloud;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.identity.IdentityElement;
import io.github.authenticode.plan.identity.HashicorpVaultIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.account.VaultAccount;
import io.github.authenticode.plan.text.Secret;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.settings.Server;
import org.jspecify.annotations.Nullable;

/**
 * A key in the transit engine of HashiCorp Vault.
 *
 * <pre>{@code
 * <hashicorpVault>
 *   <address>https://vault.example.com:8200</address>
 *   <key>code-signing</key>
 *   <certificateFile>code-signing.pem</certificateFile>
 *   <serverId>vault</serverId>
 * </hashicorpVault>
 * }</pre>
 */
public final class HashicorpVault implements IdentityElement {
    private static final String ADDRESS_EXAMPLE = "<address>https://vault.example.com:8200</address>";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_.-]{1,128}(/[A-Za-z0-9_.-]{1,128}){0,8}");

    /** The address of Vault. Default: VAULT_ADDR. */
    @Nullable
    String address;

    /** The key's name. */
    @Nullable
    String key;

    /** The key's version. Default: the newest. */
    @Nullable
    Integer version;

    /** Where the transit engine is mounted. Default: transit. */
    @Nullable
    String mount;

    /** The namespace of Vault Enterprise. Default: VAULT_NAMESPACE, if it is set. */
    @Nullable
    String namespace;

    /** The key's certificate and the intermediates, PEM or PKCS#7. */
    @Nullable
    File certificateFile;

    /**
     * The server of settings.xml that signs in: with a username an AppRole, whose role id it is and whose secret id is
     * the password; without one the password is a token. Default: VAULT_TOKEN.
     */
    @Nullable
    String serverId;

    /** Where the auth method of AppRoles is mounted. Default: approle. */
    @Nullable
    String appRoleMount;

    @Override
    public Optional<Identity> read(IdentityReading reading) {
        Optional<String> given = text(address).or(() -> reading.credentials().environment("VAULT_ADDR"));
        if (given.isEmpty()) {
            reading.findings()
                    .invalid("<hashicorpVault><address>", "it is missing, and VAULT_ADDR is not set.", ADDRESS_EXAMPLE);
        }
        Optional<URI> server = given.flatMap(
                a -> ServiceAddress.read("<hashicorpVault><address>", a, ADDRESS_EXAMPLE, reading.findings()));
        Optional<String> name = reading.required("<hashicorpVault><key>", key, "<key>code-signing</key>")
                .flatMap(k -> fitting("key", k, NAME, "code-signing", reading));
        Optional<String> engine = fitting("mount", text(mount).orElse("transit"), PATH, "transit", reading);
        if (version != null && version < 1) {
            reading.findings().invalid("<hashicorpVault><version>", "versions begin with 1.", "<version>1</version>");
        }
        Optional<Path> certificate = CertificatePathElement.read("hashicorpVault", certificateFile, reading.findings());
        Optional<String> space = text(namespace).or(() -> reading.credentials().environment("VAULT_NAMESPACE"));
        Optional<VaultAccount> account = account(reading);
        return server.flatMap(s -> name.flatMap(n -> engine.flatMap(m -> certificate.flatMap(c ->
                account.map(a -> new HashicorpVaultIdentity(s, m, n, Optional.ofNullable(version), space, c, a))))));
    }

    private static Optional<String> fitting(
            String element, String value, Pattern pattern, String example, IdentityReading reading) {
        if (pattern.matcher(value).matches()) {
            return Optional.of(value);
        }
        reading.findings()
                .invalid(
                        "<hashicorpVault><" + element + ">",
                        "\"" + value + "\" has other characters than letters, digits, and _ . -",
                        "<" + element + ">" + example + "</" + element + ">");
        return Optional.empty();
    }

    private Optional<VaultAccount> account(IdentityReading reading) {
        Optional<String> id = text(serverId);
        if (id.isEmpty()) {
            return reading.credentials()
                    .ofEnvironment("<hashicorpVault> without <serverId>", "VAULT_TOKEN", reading.findings())
                    .map(VaultAccount.Token::new);
        }
        Optional<Server> server =
                reading.credentials().server("<hashicorpVault><serverId>", id.get(), reading.findings());
        if (server.isEmpty()) {
            return Optional.empty();
        }
        Optional<Secret> secret =
                reading.credentials().ofServer("<hashicorpVault><serverId>", id.get(), reading.findings());
        Optional<String> role = text(server.get().getUsername());
        Optional<String> method =
                fitting("appRoleMount", text(appRoleMount).orElse("approle"), PATH, "approle", reading);
        return secret.flatMap(s -> method.map(
                m -> role.isPresent() ? new VaultAccount.AppRole(m, role.get(), s) : new VaultAccount.Token(s)));
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public void setVersion(Integer version) {
        this.version = version;
    }

    public void setMount(String mount) {
        this.mount = mount;
    }

    public void setNamespace(String namespace) {
        this.namespace = namespace;
    }

    public void setCertificateFile(File certificateFile) {
        this.certificateFile = certificateFile;
    }

    public void setServerId(String serverId) {
        this.serverId = serverId;
    }

    public void setAppRoleMount(String appRoleMount) {
        this.appRoleMount = appRoleMount;
    }
}
