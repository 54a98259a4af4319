package io.github.authenticode.plan.identity;

import io.github.authenticode.plan.identity.account.AzureCredential;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A certificate with its key in Azure Key Vault; the key never leaves the vault.
 *
 * @param vault without a trailing slash: {@code https://example.vault.azure.net}
 * @param certificate the certificate's name, which is its key's as well
 * @param version of the certificate; absent means the newest
 * @param credential the one identity that may sign; absent means whatever the machine offers
 * @param chainFile certificates that the vault leaves out: it has the signing certificate alone, and a managed HSM
 *     none
 */
public record KeyVaultIdentity(
        URI vault,
        String certificate,
        Optional<String> version,
        Optional<AzureCredential> credential,
        Optional<Path> chainFile)
        implements Identity {
    public KeyVaultIdentity {
        RequiredText.check("certificate", certificate);
        if (vault.toString().endsWith("/")) {
            throw new IllegalArgumentException("vault must not end with a slash: " + vault);
        }
    }

    @Override
    public boolean isCertificateKnown() {
        return false;
    }

    @Override
    public boolean isService() {
        return true;
    }

    @Override
    public Optional<AzureCredential> azureCredential() {
        return credential;
    }

    @Override
    public String chainRemedy() {
        return "Name a file with the intermediate certificates in <chainFile>.";
    }

    /** Who signs in makes no difference to a signature; a file does where the certificate itself is in it. */
    @Override
    public List<String> signer() {
        Optional<Path> file = VaultService.of(vault).hasKeysAlone() ? chainFile : Optional.empty();
        return List.of(
                vault.toString(),
                certificate,
                version.orElse(""),
                file.map(Path::toString).orElse(""));
    }

    @Override
    public List<String> service() {
        return List.of(vault.toString());
    }

    @Override
    public Optional<SignerTraits> signerTraits() {
        // Nobody but the vault knows; whoever has stated no publisher keeps all that is sound.
        return Optional.of(SignerTraits.NONE);
    }

    @Override
    public String element() {
        return "keyVault";
    }
}
