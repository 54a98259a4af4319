package io.github.authenticode.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * A strict double of Google Cloud KMS with one key version, after its REST reference, and of the token endpoint for
 * service accounts, whose assertion it verifies.
 */
public final class GoogleDouble implements AutoCloseable {
    public static final String VERSION =
            "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1";

    private static final String TOKEN = "ya29.canary-of-the-token";
    private static final String SHA256 = "3031300d060960864801650304020105000420";

    private final JsonServer server;
    private final KeyPair key;
    private final KeyPair account;
    private final String algorithm;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger signatures = new AtomicInteger();
    private final AtomicInteger spoilt = new AtomicInteger();

    /** @param algorithm of the key version, in Google's words */
    public GoogleDouble(KeyPair key, String algorithm, KeyPair account) throws IOException {
        this.key = key;
        this.algorithm = algorithm;
        this.account = account;
        server = new JsonServer(this::handle);
    }

    public URI url() {
        return server.url();
    }

    /** The key file of the service account. */
    public Path credentials(Path folder) throws IOException {
        String pem = "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder().encodeToString(account.getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
        return Files.writeString(
                folder.resolve("service-account.json"),
                "{\"type\":\"service_account\",\"client_email\":\"ci@p.iam.gserviceaccount.com\",\"private_key_id\":\"1\","
                        + "\"token_uri\":\"" + url() + "/token\",\"private_key\":\"" + pem + "\"}");
    }

    /** The next signatures are sent with a wrong checksum. */
    public void spoil(int number) {
        spoilt.set(number);
    }

    public List<String> violations() {
        return violations;
    }

    public int tokens() {
        return tokens.get();
    }

    public int signatures() {
        return signatures.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (path.equals("/token")) {
                token(exchange, new String(body, UTF_8));
            } else if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                error(exchange, 401, "UNAUTHENTICATED");
            } else if (path.equals("/v1/" + VERSION + "/publicKey")) {
                String pem = Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
                JsonServer.send(exchange, 200, "{\"algorithm\":\"" + algorithm + "\",\"pem\":\"" + pem + "\"}");
            } else if (path.equals("/v1/" + VERSION + ":asymmetricSign")) {
                sign(exchange, new ObjectMapper().readTree(body));
            } else {
                error(exchange, 404, "NOT_FOUND");
            }
        } catch (GeneralSecurityException e) {
            violations.add(String.valueOf(e.getMessage()));
        }
    }

    private void token(HttpExchange exchange, String form) throws IOException, GeneralSecurityException {
        String[] assertion = URLDecoder.decode(form.replaceFirst("^.*&assertion=", ""), UTF_8)
                .split("[.]", -1);
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(account.getPublic());
        check.update((assertion[0] + "." + assertion[1]).getBytes(UTF_8));
        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(assertion[1]));
        if (!check.verify(Base64.getUrlDecoder().decode(assertion[2]))
                || !claims.path("aud").asText().equals(url() + "/token")) {
            error(exchange, 400, "invalid_grant");
            return;
        }
        tokens.incrementAndGet();
        JsonServer.send(
                exchange, 200, "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
    }

    private void sign(HttpExchange exchange, JsonNode body) throws IOException, GeneralSecurityException {
        byte[] digest =
                Base64.getDecoder().decode(body.path("digest").path("sha256").asText());
        if (!body.path("digestCrc32c").asText().equals(checksum(digest))) {
            violations.add("the digest has the wrong checksum");
        }
        boolean rsa = key.getPrivate().getAlgorithm().equals("RSA");
        Signature signature = Signature.getInstance(rsa ? "NONEwithRSA" : "NONEwithECDSA");
        signature.initSign(key.getPrivate());
        signature.update(rsa ? HexFormat.of().parseHex(SHA256) : new byte[0]);
        signature.update(digest);
        byte[] made = signature.sign();
        signatures.incrementAndGet();
        String sum = spoilt.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? "1" : checksum(made);
        JsonServer.send(
                exchange,
                200,
                "{\"signature\":\"" + Base64.getEncoder().encodeToString(made) + "\",\"signatureCrc32c\":\"" + sum
                        + "\",\"verifiedDigestCrc32c\":true,\"name\":\"" + VERSION + "\"}");
    }

    private static String checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return String.valueOf(checksum.getValue());
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        JsonServer.send(
                exchange,
                status,
                "{\"error\":{\"code\":" + status + ",\"message\":\"no\",\"status\":\"" + code + "\"}}");
    }

    @Override
    public void close() {
        server.close();
    }
}
