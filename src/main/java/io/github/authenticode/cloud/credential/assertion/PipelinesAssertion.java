package io.github.authenticode.cloud.credential.assertion;

import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.credential.base.EndpointVariables;
import io.github.authenticode.cloud.credential.base.TokenRequests;
import io.github.authenticode.cloud.credential.entra.EntraTokens;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/**
 * The assertion that Azure Pipelines makes about a service connection, asked for as AzurePipelinesCredential of
 * azure-identity does. The job's own token must be put into the environment of the step.
 */
public final class PipelinesAssertion implements AssertionSource {
    private static final String API_VERSION = "7.1";
    private static final String URL = "SYSTEM_OIDCREQUESTURI";
    private static final String TOKEN = "SYSTEM_ACCESSTOKEN";

    private final CredentialHost host;
    private final String serviceConnectionId;

    public PipelinesAssertion(CredentialHost host, String serviceConnectionId) {
        this.host = host;
        this.serviceConnectionId = serviceConnectionId;
    }

    @Override
    public Secret fetch() throws CloudException, InterruptedException {
        String address = host.variable(URL)
                .orElseThrow(() -> missing(URL, "Run the build in a job of Azure Pipelines, which sets it."));
        String token = host.variable(TOKEN)
                .orElseThrow(() -> missing(TOKEN, "Add env: SYSTEM_ACCESSTOKEN: $(System.AccessToken) to the step."));
        URI target = EndpointVariables.safe(URL, address);
        HttpRequest request = HttpRequest.newBuilder(URI.create(target + "?api-version=" + API_VERSION
                        + "&serviceConnectionId=" + URLEncoder.encode(serviceConnectionId, StandardCharsets.UTF_8)))
                .timeout(EntraTokens.TIME_LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                // Without it, a refusal is a redirect to a login page.
                .header("X-TFS-FedAuthRedirect", "Suppress")
                .POST(BodyPublishers.noBody())
                .build();
        Answer answer = new TokenRequests(host.http(), host.sleeper()).send(request);
        return TokenRequests.text(answer, "oidcToken")
                .map(Secret::of)
                .orElseThrow(() -> AssertionRefusal.of("Azure Pipelines", target, answer));
    }

    private static CloudException missing(String variable, String remedy) {
        return new CloudException(
                Problem.of(
                        AzureSignInProblem.PIPELINES_NO_ID_TOKEN,
                        "Azure Pipelines gives no assertion: " + variable + " is not set.",
                        remedy),
                false);
    }
}
