package io.github.authenticode.azuredouble;

import static io.github.authenticode.azuredouble.Call.require;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The endpoints where a job of GitHub Actions or of Azure Pipelines gets an assertion of who it is. */
final class OidcEndpoints {
    static final String GITHUB_TOKEN = "gh-request-token-of-this-job";
    static final String PIPELINES_TOKEN = "system-access-token-of-this-job";
    static final String SERVICE_CONNECTION = "cccccccc-1111-2222-3333-dddddddddddd";
    static final String GITHUB_PATH = "/github/oidc?api-version=2.0";
    static final String PIPELINES_PATH = "/azure-devops/_apis/distributedtask/hubs/build/plans/1/jobs/2/oidctoken";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Directory directory;

    OidcEndpoints(Directory directory) {
        this.directory = directory;
    }

    void addTo(Router router) {
        router.route(Place.GITHUB, "/github/oidc", this::github);
        router.route(Place.PIPELINES, PIPELINES_PATH, this::pipelines);
    }

    private Answer github(Call call, Optional<Fault> fault) throws Refusal {
        call.requireMethod("GET");
        call.requireQuery(Set.of("api-version", "audience"));
        requireBearer(call, GITHUB_TOKEN);
        String assertion = directory.assertion(Issuer.GITHUB, call.query().getOrDefault("audience", ""));
        return Answer.json(200, JSON.createObjectNode().put("value", assertion).put("count", assertion.length()));
    }

    private Answer pipelines(Call call, Optional<Fault> fault) throws Refusal {
        call.requireMethod("POST");
        call.requireContentType("application/json");
        call.requireQuery(Set.of("api-version", "serviceConnectionId"));
        require(call.query().getOrDefault("api-version", "").startsWith("7."), 400, "api-version of Azure DevOps");
        requireBearer(call, PIPELINES_TOKEN);
        if (!SERVICE_CONNECTION.equals(call.query().get("serviceConnectionId"))) {
            throw Refusal.of(Answer.json(404, "{\"message\":\"The service connection does not exist.\"}"));
        }
        return Answer.json(
                200,
                JSON.createObjectNode()
                        .put("oidcToken", directory.assertion(Issuer.PIPELINES, Directory.EXCHANGE_AUDIENCE)));
    }

    private static void requireBearer(Call call, String token) throws Refusal {
        String given = call.header("Authorization").orElse("");
        require(given.toLowerCase(Locale.ROOT).startsWith("bearer "), 401, call.path() + " without a bearer token");
        if (!given.substring("bearer ".length()).equals(token)) {
            throw Refusal.of(Answer.empty(401));
        }
    }
}
