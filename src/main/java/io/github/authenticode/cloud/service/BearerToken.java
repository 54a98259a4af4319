package io.github.authenticode.cloud.service;

import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.plan.text.Secret;
import java.util.Map;

/**
 * The sign-in by a token in the Authorization header (RFC 6750), which is asked for anew when the service refuses it.
 */
public record BearerToken(TokenCache tokens) implements ServiceSignIn {
    @Override
    public Authorization authorize(ServiceRequest request) throws CloudException, InterruptedException {
        return new Bearer(tokens, tokens.token());
    }

    @Override
    public void signIn() {
        tokens.signIn();
    }

    private record Bearer(TokenCache tokens, AccessToken token) implements Authorization {
        @Override
        public Map<String, String> headers() {
            return Map.of("Authorization", "Bearer " + token.value().reveal());
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
