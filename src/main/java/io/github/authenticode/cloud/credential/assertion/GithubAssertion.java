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
import java.net.http.HttpRequest;

/**
 * The assertion that GitHub makes about the running job. It lives five minutes; the right to ask lives as long as the
 * job. (GitHub, "OpenID Connect reference", section on requesting the token.)
 */
public final class GithubAssertion implements AssertionSource {
    /** What Entra wants every assertion to be made for, URL-encoded: api://AzureADTokenExchange. */
    private static final String AUDIENCE = "api%3A%2F%2FAzureADTokenExchange";

    private static final String URL = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private static final String TOKEN = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

    private final CredentialHost host;

    public GithubAssertion(CredentialHost host) {
        this.host = host;
    }

    @Override
    public Secret fetch() throws CloudException, InterruptedException {
        String address = host.variable(URL).orElseThrow(() -> noPermission(URL));
        String token = host.variable(TOKEN).orElseThrow(() -> noPermission(TOKEN));
        URI target = EndpointVariables.safe(URL, address);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(target + (target.getRawQuery() == null ? "?" : "&") + "audience=" + AUDIENCE))
                .timeout(EntraTokens.TIME_LIMIT)
                .header("Authorization", "bearer " + token)
                .header("Accept", "application/json")
                .GET()
                .build();
        Answer answer = new TokenRequests(host.http(), host.sleeper()).send(request);
        return TokenRequests.text(answer, "value")
                .map(Secret::of)
                .orElseThrow(() -> AssertionRefusal.of("GitHub", target, answer));
    }

    private static CloudException noPermission(String variable) {
        return new CloudException(
                Problem.of(
                        AzureSignInProblem.GITHUB_NO_ID_TOKEN,
                        "GitHub gives this job no right to an assertion: " + variable + " is not set.",
                        "Add permissions: id-token: write (and contents: read) to the job of the workflow."),
                false);
    }
}
