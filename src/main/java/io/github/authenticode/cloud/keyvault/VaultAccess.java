package io.github.authenticode.cloud.keyvault;

import io.github.authenticode.plan.identity.KeyVaultIdentity;
import io.github.authenticode.plan.identity.VaultService;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Access to one certificate and its key.
 *
 * @param vault without a trailing slash; the only host that is given a token
 * @param name of the certificate, which is its key's as well
 * @param service the kind of vault
 * @param correlationId by which Azure's logs know the requests of this build
 * @param limit for one request, all tries and waits together
 */
public record VaultAccess(
        URI vault, String name, Optional<String> version, VaultService service, String correlationId, Duration limit) {
    /** Understood by every cloud; newer ones are dates. */
    private static final String QUERY = "?api-version=7.4";

    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(2);

    /** A version of a key, whatever host it says: a private endpoint has another one than the vault knows of itself. */
    private static final Pattern KEY_PATH = Pattern.compile("/keys/[0-9A-Za-z-]{1,127}/[0-9A-Za-z]{1,64}");

    public static VaultAccess of(KeyVaultIdentity identity, String correlationId) {
        return new VaultAccess(
                identity.vault(),
                identity.certificate(),
                identity.version(),
                VaultService.of(identity.vault()),
                correlationId,
                DEFAULT_LIMIT);
    }

    /** The certificate, or in a managed HSM the key. */
    URI description() {
        String kind = service.hasKeysAlone() ? "/keys/" : "/certificates/";
        return URI.create(vault + kind + name + "/" + version.orElse("") + QUERY);
    }

    /** Where to ask for signatures; empty if the id names no version of a key. */
    Optional<URI> signing(String keyId) {
        try {
            String path = String.valueOf(URI.create(keyId).getRawPath());
            return KEY_PATH.matcher(path).matches()
                    ? Optional.of(URI.create(vault + path + "/sign" + QUERY))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** How messages call it. */
    String title() {
        return (service.hasKeysAlone() ? "key " : "certificate ") + name
                + version.map(v -> " of version " + v).orElse("") + " in " + vault;
    }
}
