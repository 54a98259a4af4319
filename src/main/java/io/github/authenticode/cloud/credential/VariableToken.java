package io.github.authenticode.cloud.credential;

import io.github.authenticode.cloud.credential.base.Credential;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenClaims;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.plan.text.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A ready token in an environment variable. Nobody can refresh it; how long it lives stands in the token. */
record VariableToken(String variable, CredentialHost host) implements Credential {
    /** What is believed of a token that does not say how long it lives. */
    private static final Duration SHORTEST_OF_ENTRA = Duration.ofMinutes(60);

    @Override
    public String name() {
        return "token";
    }

    @Override
    public Attempt attempt() throws CloudException {
        Optional<String> text = host.variable(variable);
        if (text.isEmpty()) {
            return Attempt.unavailable(
                    "The environment variable " + variable + " is not set, which should hold a token.",
                    "Fill it from az account get-access-token --resource https://codesigning.azure.net, or name another"
                            + " <credential> that needs no token.");
        }
        Secret token = Secret.of(text.get());
        Instant now = host.clock().instant();
        Instant end = TokenClaims.read(token).flatMap(TokenClaims::expiresAt).orElse(now.plus(SHORTEST_OF_ENTRA));
        if (!now.isBefore(end)) {
            throw new CloudException(
                    Problem.of(
                            AzureSignInProblem.AZURE_TOKEN_EXPIRED,
                            "The token in the environment variable " + variable + " ended at " + end + ".",
                            "Get a new one right before the build, or name another <credential>, which refreshes its"
                                    + " token by itself."),
                    false);
        }
        return new Attempt.Granted(new AccessToken(token, end));
    }
}
