package io.github.authenticode.plan.identity;

import io.github.authenticode.plan.identity.account.VaultAccount;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A key in the transit engine of HashiCorp Vault.
 *
 * @param address without a trailing slash: {@code https://vault.example.com:8200}
 * @param mount where the transit engine is mounted: {@code transit}
 * @param version of the key; absent means the newest
 * @param namespace of Vault Enterprise
 * @param certificateFile the certificate of the key, and those above it
 * @param account who signs in
 */
public record HashicorpVaultIdentity(
        URI address,
        String mount,
        String key,
        Optional<Integer> version,
        Optional<String> namespace,
        Path certificateFile,
        VaultAccount account)
        implements KmsIdentity {
    public HashicorpVaultIdentity {
        RequiredText.check("mount", mount);
        RequiredText.check("key", key);
    }

    @Override
    public List<String> signer() {
        return List.of(
                address.toString(),
                namespace.orElse(""),
                mount,
                key,
                version.map(String::valueOf).orElse(""),
                certificateFile.toString());
    }

    @Override
    public URI endpoint() {
        return address;
    }

    @Override
    public String element() {
        return "hashicorpVault";
    }
}
