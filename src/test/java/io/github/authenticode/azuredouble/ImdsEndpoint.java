package io.github.authenticode.azuredouble;

import static io.github.authenticode.azuredouble.Call.require;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The managed identity endpoint of a virtual machine. Genuinely at 169.254.169.254, plain HTTP, and never through a
 * proxy.
 */
final class ImdsEndpoint {
    private final Directory directory;
    private final Settings settings;
    private final Journal journal;

    ImdsEndpoint(Directory directory, Settings settings, Journal journal) {
        this.directory = directory;
        this.settings = settings;
        this.journal = journal;
    }

    void addTo(Router router) {
        router.route(Place.IMDS, "/metadata/identity/oauth2/token", this::token);
    }

    private Answer token(Call call, Optional<Fault> fault) throws Refusal {
        call.requireMethod("GET");
        if (call.header("Metadata").filter("true"::equalsIgnoreCase).isEmpty()) {
            // azure-identity asks so on purpose, to find out at no cost whether the service is there.
            throw Refusal.of(
                    Answer.json(
                            400,
                            "{\"error\":\"invalid_request\",\"error_description\":\"Required metadata header not specified\"}"));
        }
        require(call.header("X-Forwarded-For").isEmpty() && call.header("Via").isEmpty(), 400, "IMDS through a proxy");
        Set<String> names = new HashSet<>(call.query().keySet());
        names.remove("client_id");
        require(names.equals(Set.of("api-version", "resource")), 400, "IMDS with the query " + names);
        require("2018-02-01".equals(call.query().get("api-version")), 400, "api-version of IMDS");
        String client = call.query().getOrDefault("client_id", Directory.CLIENT_ID);
        if (!settings.managedIdentity || !client.equals(Directory.CLIENT_ID)) {
            throw Refusal.of(
                    Answer.json(400, "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}"));
        }
        long life = settings.tokenLife.toSeconds();
        String resource = call.query().getOrDefault("resource", "");
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.put("access_token", directory.accessToken(resource));
        body.put("client_id", Directory.CLIENT_ID);
        body.put("expires_in", String.valueOf(life));
        body.put("expires_on", String.valueOf(directory.now().getEpochSecond() + life));
        body.put("ext_expires_in", String.valueOf(life));
        body.put("not_before", String.valueOf(directory.now().getEpochSecond()));
        body.put("resource", resource);
        body.put("token_type", "Bearer");
        journal.tokens().incrementAndGet();
        return Answer.json(200, body);
    }
}
