package io.github.authenticode.azuredouble;

import static io.github.authenticode.azuredouble.Call.require;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Entra: tokens for the client credentials grant, and what it says about itself to libraries that ask. */
final class EntraEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of("client_id", "client_secret", "client_assertion", "client_assertion_type", "grant_type", "scope");
    /** What Microsoft's own libraries send besides. */
    private static final Set<String> HARMLESS = Set.of("client_info", "claims");

    private final Directory directory;
    private final String address;
    private final Settings settings;
    private final Journal journal;
    private final ClientProof proof;

    EntraEndpoint(Directory directory, String address, Settings settings, Journal journal) {
        this.directory = directory;
        this.address = address;
        this.settings = settings;
        this.journal = journal;
        this.proof = new ClientProof(directory, address);
    }

    void addTo(Router router) {
        router.route(Place.TOKEN, "/[^/]+/oauth2/v2\\.0/token", this::token);
        router.route(Place.DISCOVERY, "/[^/]+/discovery/instance", this::instances);
        router.route(Place.DISCOVERY, "/[^/]+/v2\\.0/\\.well-known/openid-configuration", this::configuration);
    }

    private Answer token(Call call, Optional<Fault> fault) throws Refusal {
        call.requireMethod("POST");
        call.requireQuery(Set.of());
        Map<String, String> form = call.form();
        Set<String> unknown = new HashSet<>(form.keySet());
        unknown.removeAll(FIELDS);
        unknown.removeAll(HARMLESS);
        require(unknown.isEmpty(), 400, "Entra does not know the fields " + unknown);
        require("client_credentials".equals(form.get("grant_type")), 400, "grant_type " + form.get("grant_type"));
        String tenant = tenant(call);
        String client = form.getOrDefault("client_id", "");
        if (!client.equals(Directory.CLIENT_ID)) {
            throw EntraError.NO_APPLICATION.about(client);
        }
        proof.check(form, tenant);
        ObjectNode body = JSON.createObjectNode();
        body.put("token_type", "Bearer");
        body.put("expires_in", settings.tokenLife.toSeconds());
        body.put("ext_expires_in", settings.tokenLife.toSeconds());
        body.put("access_token", directory.accessToken(audience(form.getOrDefault("scope", ""))));
        journal.tokens().incrementAndGet();
        return Answer.json(200, body);
    }

    private static String tenant(Call call) throws Refusal {
        String tenant = call.segments().get(0);
        if (!tenant.equals(Directory.TENANT) && !tenant.equals(Directory.TENANT_DOMAIN)) {
            throw EntraError.NO_TENANT.about(tenant);
        }
        return tenant;
    }

    private static String audience(String scope) throws Refusal {
        if (!scope.endsWith("/.default")) {
            throw EntraError.NOT_FOR_ALL_SCOPES.about(scope);
        }
        String audience = scope.substring(0, scope.length() - "/.default".length());
        Set<String> known = Set.of(
                Directory.SIGNING_AUDIENCE,
                Directory.SIGNING_AUDIENCE + "/",
                Directory.VAULT_AUDIENCE,
                Directory.HSM_AUDIENCE,
                "https://management.azure.com");
        if (!known.contains(audience)) {
            throw EntraError.NO_RESOURCE.about(audience);
        }
        return audience;
    }

    private Answer instances(Call call, Optional<Fault> fault) throws Refusal {
        call.requireMethod("GET");
        String host = address.substring("https://".length());
        ObjectNode body = JSON.createObjectNode();
        body.put(
                "tenant_discovery_endpoint",
                address + "/" + Directory.TENANT + "/v2.0/.well-known/openid-configuration");
        body.put("api-version", "1.1");
        ObjectNode metadata = body.putArray("metadata").addObject();
        metadata.put("preferred_network", host);
        metadata.put("preferred_cache", host);
        metadata.putArray("aliases").add(host);
        return Answer.json(200, body);
    }

    private Answer configuration(Call call, Optional<Fault> fault) throws Refusal {
        call.requireMethod("GET");
        String tenant = address + "/" + tenant(call);
        ObjectNode body = JSON.createObjectNode();
        body.put("token_endpoint", tenant + "/oauth2/v2.0/token");
        body.put("authorization_endpoint", tenant + "/oauth2/v2.0/authorize");
        body.put("issuer", tenant + "/v2.0");
        return Answer.json(200, body);
    }
}
