package io.github.authenticode.cloud.credential.machine;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.authenticode.cloud.credential.base.Credential;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.credential.base.TokenRequests;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The identity that Azure gave to the machine. Where it is asked for depends on the kind of machine. */
public record ManagedIdentityCredential(Source source, CredentialHost host) implements Credential {
    private static final String RESOURCE = "https%3A%2F%2Fcodesigning.azure.net";

    /** One kind of machine. */
    public interface Source {
        /** The answer with a token; empty if this machine is none of Azure's after all. */
        Optional<Answer> ask() throws CloudException, InterruptedException;

        /** Who was asked, for messages. */
        URI endpoint();
    }

    @Override
    public String name() {
        return "ManagedIdentityCredential";
    }

    /** The query that each kind of machine understands. */
    static String query(String apiVersion, Optional<String> clientId) {
        return "?api-version=" + apiVersion + "&resource=" + RESOURCE
                + clientId.map(id -> "&client_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                        .orElse("");
    }

    @Override
    public Attempt attempt() throws CloudException, InterruptedException {
        Optional<Answer> asked = source.ask();
        Optional<JsonNode> json = asked.flatMap(TokenRequests::json);
        if (asked.isEmpty() || json.isEmpty()) {
            return Attempt.unavailable(
                    "this machine has no managed identity: " + source.endpoint().getHost()
                            + " does not answer as Azure's" + " does.",
                    "Run the build on a machine of Azure's, or name another <credential>.");
        }
        Answer answer = asked.get();
        String token = json.get().path("access_token").asText("");
        if (answer.status() == 200 && !token.isEmpty()) {
            return new Attempt.Granted(new AccessToken(Secret.of(token), end(json.get())));
        }
        if (answer.status() == 400) {
            return Attempt.unavailable(
                    "Azure gave no such managed identity to this machine.",
                    "Assign the identity to the machine, and put its client id into <clientId> if it is a user-assigned"
                            + " one.");
        }
        throw new CloudException(
                Problem.of(
                                AzureSignInProblem.MANAGED_IDENTITY,
                                "The managed identity of this machine got no token.",
                                "Run the build again, and look at the identity of the machine in the portal if that does"
                                        + " not help.")
                        .withEvidence("HTTP " + answer.status() + ", "
                                + json.get().path("error").asText("no error code")),
                TokenRequests.isBusy(answer.status()));
    }

    /** Both numbers come as text, too. */
    private Instant end(JsonNode json) {
        long at = json.path("expires_on").asLong(0);
        return at > 0
                ? Instant.ofEpochSecond(at)
                : host.clock().instant().plusSeconds(json.path("expires_in").asLong(0));
    }
}
