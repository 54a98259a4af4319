package io.github.authenticode.cloud.vault;

import io.github.authenticode.cloud.service.Authorization;
import io.github.authenticode.cloud.service.ServiceRequest;
import io.github.authenticode.cloud.service.ServiceSignIn;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.plan.text.Secret;
import java.util.Map;

/** The sign-in by a token of Vault. */
record VaultSignIn(TokenCache tokens) implements ServiceSignIn {
    @Override
    public Authorization authorize(ServiceRequest request) throws CloudException, InterruptedException {
        return new Token(tokens, tokens.token());
    }

    private record Token(TokenCache tokens, AccessToken token) implements Authorization {
        @Override
        public Map<String, String> headers() {
            return Map.of("X-Vault-Token", token.value().reveal());
        }

        @Override
        public Secret secret() {
            return token.value();
        }

        @Override
        public boolean discard() throws InterruptedException {
            tokens.discard(token);
            return true;
        }
    }
}
