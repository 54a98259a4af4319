package io.github.authenticode.cloud.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.authenticode.cloud.service.ServiceAnswer;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenSource;
import io.github.authenticode.cloud.token.Unreachable;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.CloudKeyProblem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.identity.HashicorpVaultIdentity;
import io.github.authenticode.plan.identity.account.VaultAccount;
import io.github.authenticode.plan.identity.account.VaultAccount.AppRole;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;

/**
 * Tokens of Vault: one that was given, or the login of an AppRole ("AppRole auth method (API)", Login With AppRole).
 */
record VaultTokens(HashicorpVaultIdentity identity, HttpExchange http, Clock clock) implements TokenSource {
    /** Of a token whose end nobody tells; a build takes less. */
    private static final Duration LONG = Duration.ofHours(12);

    @Override
    public AccessToken fetch() throws CloudException, InterruptedException {
        VaultAccount account = identity.account();
        if (account instanceof VaultAccount.Token given) {
            return new AccessToken(given.token(), clock.instant().plus(LONG));
        }
        return login((AppRole) account);
    }

    private AccessToken login(AppRole role) throws CloudException, InterruptedException {
        URI address = URI.create(identity.address() + "/v1/auth/" + role.mount() + "/login");
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("role_id", role.roleId())
                .put("secret_id", role.secretId().reveal())
                .toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        VaultHeaders.of(identity).forEach(request::setHeader);
        try {
            return token(role, http.send(request.build()));
        } catch (IOException e) {
            throw Unreachable.because(address, e);
        }
    }

    private AccessToken token(AppRole role, Answer answer) throws CloudException, IOException {
        ServiceAnswer told = new ServiceAnswer(role.secretId(), clock.instant(), answer);
        JsonNode auth = answer.status() == 200 && !told.isPage()
                ? new ObjectMapper().readTree(answer.body()).path("auth")
                : JsonNodeFactory.instance.missingNode();
        String token = auth.path("client_token").asText("");
        if (token.isEmpty()) {
            throw new CloudException(
                    Problem.of(
                                    CloudKeyProblem.CLOUD_KEY_SIGN_IN,
                                    "HashiCorp Vault at " + identity.address() + " did not let the AppRole log in.",
                                    "Check the role id (username) and the secret id (password) of the server in settings.xml;"
                                            + " secret ids expire, and may be good for few logins. Check <namespace> and"
                                            + " <appRoleMount> too.")
                            .withEvidence(told.evidence()),
                    answer.status() >= 500 || answer.status() == 429);
        }
        long seconds = auth.path("lease_duration").asLong(0);
        Duration life = seconds > 0 ? Duration.ofSeconds(seconds) : LONG;
        return new AccessToken(Secret.of(token), clock.instant().plus(life));
    }
}
