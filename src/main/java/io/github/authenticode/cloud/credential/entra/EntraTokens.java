package io.github.authenticode.cloud.credential.entra;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.credential.base.EndpointVariables;
import io.github.authenticode.cloud.credential.base.TokenRequests;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;
import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Entra's client credentials flow: one form, posted to the tenant's token endpoint. (Microsoft identity platform,
 * "OAuth 2.0 client credentials flow".)
 */
public final class EntraTokens {
    public static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private final CredentialHost host;
    private final TokenRequests answers;

    public EntraTokens(CredentialHost host) {
        this.host = host;
        this.answers = new TokenRequests(host.http(), host.sleeper());
    }

    /** Exchanges a proof for a token. */
    public AccessToken exchange(Application application, ClientProof proof)
            throws CloudException, InterruptedException {
        URI endpoint = endpoint(application);
        Map<String, Secret> form = new LinkedHashMap<>();
        form.put("client_id", Secret.of(application.clientId()));
        form.put("grant_type", Secret.of("client_credentials"));
        form.put("scope", Secret.of(host.resource() + "/.default"));
        form.putAll(proof.parameters(application.clientId(), endpoint));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIME_LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(encoded(form)))
                .build();
        Answer answer = answers.send(request);
        JsonNode json = TokenRequests.json(answer).orElseThrow(() -> TokenRequests.notJson(endpoint, answer));
        String token = json.path("access_token").asText("");
        if (answer.status() != 200 || token.isEmpty()) {
            throw new EntraRefusal(application, proof, host.clock()).of(endpoint, answer, json);
        }
        Duration life = Duration.ofSeconds(Math.max(0, json.path("expires_in").asLong()));
        return new AccessToken(Secret.of(token), host.clock().instant().plus(life));
    }

    private URI endpoint(Application application) throws CloudException {
        URI authority = EndpointVariables.of(host);
        String tenant = application.tenantId();
        if (!tenant.matches("[A-Za-z0-9.-]+")) {
            throw new CloudException(
                    Problem.of(
                            AzureSignInProblem.AZURE_TENANT,
                            "AZURE_TENANT_ID holds neither a GUID nor a domain.",
                            "Copy the Directory (tenant) ID from the Azure portal."),
                    false);
        }
        return URI.create(authority + "/" + tenant + "/oauth2/v2.0/token");
    }

    private static String encoded(Map<String, Secret> form) {
        return form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue().reveal(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
