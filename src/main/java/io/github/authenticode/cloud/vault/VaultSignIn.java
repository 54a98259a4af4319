package io.github.authenticode.cloud.vault;

import io.github.authenticode.cloud.service.Authorization;
import io.github.authenticode.cloud.service.ServiceRequest;
import io.github.authenticode.cloud.service.ServiceSignIn;
import io.github.authenticode.cloud.service.TokenAuthorization;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import java.util.Map;

/** The sign-in by a token of Vault. */
record VaultSignIn(TokenCache tokens) implements ServiceSignIn {
    @Override
    public Authorization authorize(ServiceRequest request) throws CloudException, InterruptedException {
        AccessToken token = tokens.token();
        return new TokenAuthorization(
                tokens, token, Map.of("X-Vault-Token", token.value().reveal()), token.value());
    }
}
