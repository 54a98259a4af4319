package io.github.authenticode.cloud.keyvault;

import io.github.authenticode.cloud.service.RefusalContext;
import io.github.authenticode.cloud.service.ServiceAnswer;
import io.github.authenticode.cloud.token.TokenClaims;
import java.util.Optional;

/** All that is known when Key Vault refuses something. */
record VaultRefusal(VaultAccess access, ServiceAnswer answer) implements RefusalContext {
    @Override
    public String evidence() {
        return answer.evidence() + ", client request id " + access.correlationId();
    }

    /** Whether the answer is of this status, and has one of these codes or words in it. */
    boolean says(int status, String... words) {
        String body = answer.body();
        if (answer.status() != status) {
            return false;
        }
        for (String word : words) {
            if (body.contains(word)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String fill(String text) {
        return text.replace("{object}", access.title())
                .replace("{name}", access.name())
                .replace("{vault}", access.vault().toString())
                .replace("{endpoint}", access.vault().toString())
                .replace("{host}", String.valueOf(access.vault().getHost()).replaceFirst("[.].*", ""))
                .replace("{resource}", access.service().resource())
                .replace("{kind}", access.service().hasKeysAlone() ? "key" : "certificate")
                .replace("{application}", application());
    }

    private String application() {
        Optional<TokenClaims> claims = answer.claims();
        return claims.flatMap(TokenClaims::application)
                        .map(id -> "application " + id)
                        .orElse("whoever signed in")
                + claims.flatMap(TokenClaims::object)
                        .map(id -> " (object id " + id + ")")
                        .orElse("");
    }
}
