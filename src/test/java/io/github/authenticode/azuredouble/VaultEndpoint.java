package io.github.authenticode.azuredouble;

import static io.github.authenticode.azuredouble.Call.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.authenticode.azuredouble.Fault.Kind;
import io.github.authenticode.azuredouble.VaultContent.Entry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The data plane of Key Vault 7.4, and of a managed HSM, as far as signing takes it: GET of a certificate and of a key,
 * and sign (Azure/azure-rest-api-specs, keyvault data-plane 7.4, certificates.json and keys.json).
 */
final class VaultEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "[0-9A-Za-z-]{1,127}";
    private static final String HOST = "https://example-vault.vault.azure.net";

    private final Settings settings;
    private final Journal journal;
    private final Directory directory;
    private final VaultContent content;

    VaultEndpoint(Settings settings, Journal journal, Directory directory, VaultContent content) {
        this.settings = settings;
        this.journal = journal;
        this.directory = directory;
        this.content = content;
    }

    void addTo(Router router) {
        router.route(Place.VAULT, "/certificates/" + NAME + "/[0-9a-f]*", this::certificate);
        router.route(Place.VAULT, "/keys/" + NAME + "/[0-9a-f]*", this::key);
        router.route(Place.VAULT_SIGN, "/keys/" + NAME + "/[0-9a-f]+/sign", this::sign);
    }

    private Answer certificate(Call call, Optional<Fault> fault) throws Refusal {
        Entry entry = read(call, "Certificate", Directory.VAULT_AUDIENCE);
        X509Certificate certificate = entry.entity().certificate();
        ObjectNode body = JSON.createObjectNode();
        body.put("id", HOST + "/certificates/" + entry.name() + "/" + VaultContent.VERSION);
        body.put("kid", keyId(entry));
        if (!entry.name().equals("pending")) {
            body.put("cer", base64(certificate));
        }
        ObjectNode attributes = attributes(body, entry);
        attributes.put("exp", certificate.getNotAfter().toInstant().getEpochSecond());
        ObjectNode properties = body.putObject("policy").putObject("key_props");
        properties.put("exportable", false).put("kty", entry.type()).put("reuse_key", false);
        if (!entry.curve().isEmpty()) {
            properties.put("crv", entry.curve());
        }
        return Answer.json(200, body);
    }

    private Answer key(Call call, Optional<Fault> fault) throws Refusal {
        Entry entry = read(call, "Key", Directory.HSM_AUDIENCE);
        ObjectNode body = JSON.createObjectNode();
        ObjectNode key = body.putObject("key").put("kid", keyId(entry)).put("kty", entry.type() + "-HSM");
        key.putArray("key_ops")
                .add(entry.name().equals("no-sign") ? "decrypt" : "sign")
                .add("verify");
        if (entry.signer().getPublic() instanceof RSAPublicKey rsa) {
            key.put("n", url(rsa.getModulus().toByteArray()));
            key.put("e", url(rsa.getPublicExponent().toByteArray()));
        }
        attributes(body, entry);
        return Answer.json(200, body);
    }

    private Entry read(Call call, String kind, String audience) throws Refusal {
        call.requireMethod("GET");
        check(call, Set.of(audience));
        require(call.body().length == 0, 400, "a GET with a body");
        permit("Microsoft.KeyVault/vaults/" + call.segments().get(0) + "/read");
        String version = call.segments().get(2);
        return entry(call)
                .filter(e -> version.isEmpty() || version.equals(VaultContent.VERSION))
                .orElseThrow(() -> VaultErrors.notFound(kind, call.segments().get(1)));
    }

    private Answer sign(Call call, Optional<Fault> fault) throws Refusal, InterruptedException {
        call.requireMethod("POST");
        call.requireContentType("application/json");
        check(call, Set.of(Directory.VAULT_AUDIENCE, Directory.HSM_AUDIENCE));
        permit("Microsoft.KeyVault/vaults/keys/sign/action");
        Entry entry = entry(call)
                .filter(e -> call.segments().get(2).equals(VaultContent.VERSION))
                .orElseThrow(() -> VaultErrors.notFound("Key", call.segments().get(1)));
        switch (entry.name()) {
            case "disabled" ->
                throw VaultErrors.forbidden("Operation sign is not allowed on a disabled key.", "KeyDisabled");
            case "no-sign" ->
                throw VaultErrors.forbidden("Operation sign is not permitted on this key.", "KeyOperationForbidden");
            default -> {
                // It signs.
            }
        }
        byte[] signature = VaultSignature.of(call.body(), entry, fault.map(Fault::kind));
        journal.operations().incrementAndGet();
        Thread.sleep(settings.operationTime.toMillis());
        ObjectNode body = JSON.createObjectNode().put("kid", keyId(entry));
        if (fault.filter(f -> f.kind() == Kind.NO_SIGNATURE).isEmpty()) {
            body.put("value", url(signature));
        }
        return Answer.json(200, body);
    }

    private Optional<Entry> entry(Call call) {
        return content.named(call.segments().get(1));
    }

    private void permit(String action) throws Refusal {
        if (!settings.roleAssigned) {
            throw VaultErrors.noRole(action);
        }
    }

    private void check(Call call, Set<String> audiences) throws Refusal {
        call.requireQuery(Set.of("api-version"));
        require("7.4".equals(call.query().get("api-version")), 400, "api-version " + call.query());
        require(
                call.header("Accept").filter("application/json"::equals).isPresent(),
                406,
                "Accept is not application/json");
        String id = call.header("x-ms-client-request-id").orElse("");
        require(id.matches("[\\x21-\\x7e]{1,128}"), 400, "the x-ms-client-request-id is '" + id + "'");
        journal.correlationIds().add(id);
        String resource = audiences.iterator().next();
        String header = call.header("Authorization").orElse("");
        if (!header.startsWith("Bearer ")) {
            throw VaultErrors.unauthorized(
                    "AKV10000: Request is missing a Bearer or PoP token.", Directory.TENANT, resource);
        }
        checkToken(header.substring("Bearer ".length()), audiences, resource);
    }

    private void checkToken(String text, Set<String> audiences, String resource) throws Refusal {
        Jwt token;
        try {
            token = Jwt.read(text);
        } catch (IllegalArgumentException e) {
            throw VaultErrors.unauthorized("AKV10001: Token is invalid.", Directory.TENANT, resource);
        }
        if (!audiences.contains(token.text("aud"))) {
            throw VaultErrors.unauthorized(
                    "AKV10022: Invalid audience. Expected " + resource + ", found: " + token.text("aud") + ".",
                    Directory.TENANT,
                    resource);
        }
        if (!token.text("tid").equals(Directory.TENANT)) {
            throw VaultErrors.unauthorized(
                    "AKV10032: Invalid issuer. Expected one of https://sts.windows.net/" + Directory.TENANT
                            + "/, found https://sts.windows.net/" + token.text("tid") + "/.",
                    Directory.TENANT,
                    resource);
        }
        if (!directory.isMine(token) || !token.isValidAt(directory.now())) {
            throw VaultErrors.unauthorized(
                    "AKV10005: Token is expired or not signed by Entra.", Directory.TENANT, resource);
        }
    }

    private static ObjectNode attributes(ObjectNode body, Entry entry) {
        return body.putObject("attributes")
                .put("enabled", !entry.name().equals("disabled"))
                .put("recoveryLevel", "Recoverable+Purgeable");
    }

    private static String keyId(Entry entry) {
        return HOST + "/keys/" + entry.name() + "/" + VaultContent.VERSION;
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The names of a body's fields. */
    static List<String> names(JsonNode body) {
        Iterable<String> names = body::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).sorted().toList();
    }

    /** As JSON. */
    static JsonNode json(byte[] body) throws Refusal {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw Refusal.violation(400, "no JSON");
        }
    }
}
