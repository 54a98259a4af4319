package io.github.authenticode.cloud.service;

import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import java.util.Map;

/**
 * The sign-in by a token in the Authorization header (RFC 6750), which is asked for anew when the service refuses it.
 */
public record BearerToken(TokenCache tokens) implements ServiceSignIn {
    @Override
    public Authorization authorize(ServiceRequest request) throws CloudException, InterruptedException {
        AccessToken token = tokens.token();
        return new TokenAuthorization(
                tokens, token, Map.of("Authorization", "Bearer " + token.value().reveal()), token.value());
    }

    @Override
    public void signIn() {
        tokens.signIn();
    }
}
