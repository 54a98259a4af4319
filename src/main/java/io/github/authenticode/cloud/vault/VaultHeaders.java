package io.github.authenticode.cloud.vault;

import io.github.authenticode.plan.identity.HashicorpVaultIdentity;
import java.util.HashMap;
import java.util.Map;

/** Headers that every request to Vault has beside its token. */
final class VaultHeaders {
    private VaultHeaders() {}

    static Map<String, String> of(HashicorpVaultIdentity identity) {
        Map<String, String> headers = new HashMap<>(Map.of("X-Vault-Request", "true"));
        identity.namespace().ifPresent(namespace -> headers.put("X-Vault-Namespace", namespace));
        return headers;
    }
}
