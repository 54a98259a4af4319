package io.github.authenticode.cloud.service;

import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.plan.text.Secret;
import java.util.Map;

/**
 * The authorization of one request by a token that may be replaced.
 *
 * @param tokens where another one is had when the service refuses this one
 * @param token that the headers were made of
 * @param secret the part of the headers that must be in no message
 */
public record TokenAuthorization(TokenCache tokens, AccessToken token, Map<String, String> headers, Secret secret)
        implements Authorization {
    public TokenAuthorization {
        headers = Map.copyOf(headers);
    }

    @Override
    public boolean discard() throws InterruptedException {
        tokens.discard(token);
        return true;
    }

    /** Never the headers, which hold secrets. */
    @Override
    public String toString() {
        return "TokenAuthorization";
    }
}
