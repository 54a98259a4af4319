package io.github.authenticode.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A strict double of HashiCorp Vault, after its API documentation: login with an AppRole, "Read key" and "Sign data" of
 * the transit engine. It takes no field that is not documented, and answers what it is told to instead.
 */
public final class VaultDouble implements AutoCloseable {
    public static final String ROLE_ID = "role-1";
    public static final String SECRET_ID = "canary-of-the-secret-id";
    public static final String TOKEN = "hvs.canary-of-the-token";

    private static final Map<String, String> DIGEST_INFOS = Map.of(
            "sha2-256", "3031300d060960864801650304020105000420",
            "sha2-384", "3041300d060960864801650304020205000430",
            "sha2-512", "3051300d060960864801650304020305000440");
    private static final Set<String> FIELDS = Set.of(
            "input", "prehashed", "hash_algorithm", "key_version", "signature_algorithm", "marshaling_algorithm");

    /** Sent instead of the answer to a request for a signature. */
    public record Fault(int status, String retryAfter, String body) {}

    private final JsonServer server;
    private final Map<String, List<KeyPair>> keys = new ConcurrentHashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger signatures = new AtomicInteger();

    private VaultDouble() throws IOException {
        server = new JsonServer(this::handle);
    }

    public static VaultDouble start() throws IOException {
        return new VaultDouble();
    }

    public URI url() {
        return server.url();
    }

    /** A key with these versions, the first one first. */
    public void add(String name, KeyPair... versions) {
        keys.put(name, List.of(versions));
    }

    public synchronized void misbehave(Fault... next) {
        faults.addAll(List.of(next));
    }

    private synchronized Fault nextFault() {
        return faults.isEmpty() ? new Fault(200, "", "") : faults.remove();
    }

    public List<String> violations() {
        return violations;
    }

    public int logins() {
        return logins.get();
    }

    public int signatures() {
        return signatures.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body =
                    new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes());
            String path = exchange.getRequestURI().getPath();
            String token = String.valueOf(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
            if (path.equals("/v1/auth/approle/login")) {
                login(exchange, body);
            } else if (!token.equals(TOKEN)) {
                error(exchange, 403, "permission denied");
            } else if (path.startsWith("/v1/transit/keys/")
                    && exchange.getRequestMethod().equals("GET")) {
                describe(exchange, path.substring("/v1/transit/keys/".length()));
            } else if (path.startsWith("/v1/transit/sign/")
                    && exchange.getRequestMethod().equals("POST")) {
                Fault fault = nextFault();
                if (fault.status() == 200) {
                    sign(exchange, path.substring("/v1/transit/sign/".length()), body);
                } else {
                    exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
                    JsonServer.send(exchange, fault.status(), fault.body());
                }
            } else {
                violations.add(exchange.getRequestMethod() + " " + path + " is nothing that is served");
                error(exchange, 404, "unsupported path");
            }
        }
    }

    private void login(HttpExchange exchange, JsonNode body) throws IOException {
        boolean known = body.path("role_id").asText().equals(ROLE_ID)
                && body.path("secret_id").asText().equals(SECRET_ID);
        if (!known) {
            error(exchange, 400, "invalid role or secret ID");
            return;
        }
        logins.incrementAndGet();
        JsonServer.send(exchange, 200, "{\"auth\":{\"client_token\":\"" + TOKEN + "\",\"lease_duration\":1200}}");
    }

    private void describe(HttpExchange exchange, String name) throws IOException {
        List<KeyPair> versions = keys.get(name);
        if (versions == null) {
            JsonServer.send(exchange, 404, "{\"errors\":[]}");
            return;
        }
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < versions.size(); i++) {
            String pem = "-----BEGIN PUBLIC KEY-----\\n"
                    + Base64.getEncoder()
                            .encodeToString(versions.get(i).getPublic().getEncoded())
                    + "\\n-----END PUBLIC KEY-----\\n";
            told.append(i == 0 ? "" : ",").append("\"").append(i + 1).append("\":{\"public_key\":\"" + pem + "\"}");
        }
        JsonServer.send(
                exchange,
                200,
                "{\"data\":{\"type\":\"rsa-3072\",\"supports_signing\":" + !name.equals("encrypts")
                        + ",\"latest_version\":" + versions.size() + ",\"keys\":{" + told + "}}}");
    }

    private void sign(HttpExchange exchange, String name, JsonNode body) throws IOException {
        body.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                violations.add(field + " is no documented field");
            }
        });
        int version = body.path("key_version").asInt();
        byte[] digest = Base64.getDecoder().decode(body.path("input").asText());
        try {
            KeyPair pair = keys.getOrDefault(name, List.of()).get(version - 1);
            byte[] signature = signature(pair, body, digest);
            signatures.incrementAndGet();
            JsonServer.send(
                    exchange,
                    200,
                    "{\"data\":{\"signature\":\"vault:v" + version + ":"
                            + Base64.getEncoder().encodeToString(signature) + "\",\"key_version\":" + version + "}}");
        } catch (GeneralSecurityException | IndexOutOfBoundsException e) {
            error(exchange, 400, "signing key not found");
        }
    }

    private byte[] signature(KeyPair pair, JsonNode body, byte[] digest) throws GeneralSecurityException {
        boolean rsa = pair.getPrivate().getAlgorithm().equals("RSA");
        if (!body.path("prehashed").asBoolean()
                || (rsa && !body.path("signature_algorithm").asText().equals("pkcs1v15"))) {
            violations.add("it is to sign with " + body);
        }
        Signature signature = Signature.getInstance(rsa ? "NONEwithRSA" : "NONEwithECDSA");
        signature.initSign(pair.getPrivate());
        if (rsa) {
            signature.update(HexFormat.of()
                    .parseHex(DIGEST_INFOS.get(body.path("hash_algorithm").asText())));
        }
        signature.update(digest);
        return signature.sign();
    }

    private static void error(HttpExchange exchange, int status, String message) throws IOException {
        JsonServer.send(exchange, status, "{\"errors\":[\"" + message + "\"]}");
    }

    @Override
    public void close() {
        server.close();
    }
}
