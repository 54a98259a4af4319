package io.github.authenticode.cloud.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.kms.PublicKeys;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.SignedClaims;
import io.github.authenticode.cloud.token.TokenSource;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.CloudKeyProblem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tokens of Google Cloud: a service account's ("Using OAuth 2.0 for Server to Server Applications"), or the machine's
 * ("View and query VM metadata").
 */
final class GoogleTokens implements TokenSource {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloudkms";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Optional<Path> file;
    private final CloudSettings settings;
    private final HttpExchange http;
    private final HttpExchange direct;

    GoogleTokens(Optional<Path> file, CloudSettings settings, HttpExchange http, HttpExchange direct) {
        this.file = file;
        this.settings = settings;
        this.http = http;
        this.direct = direct;
    }

    @Override
    public AccessToken fetch() throws CloudException, InterruptedException {
        return file.isPresent() ? serviceAccount(file.get()) : metadata();
    }

    private AccessToken serviceAccount(Path path) throws CloudException, InterruptedException {
        try {
            JsonNode account = new ObjectMapper().readTree(Files.readAllBytes(path));
            String type = account.path("type").asText("");
            if (!type.equals("service_account")) {
                throw unusable(
                        "The credentials file is of the type \"" + type + "\", and only service_account is read");
            }
            URI address = URI.create(account.path("token_uri").asText(""));
            String form = "grant_type=" + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", UTF_8)
                    + "&assertion=" + assertion(account);
            return token(http.send(HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build()));
        } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
            throw unusable("The credentials file could not be used");
        }
    }

    private String assertion(JsonNode account) throws GeneralSecurityException {
        Instant now = settings.clock().instant();
        ObjectNode header = JsonNodeFactory.instance
                .objectNode()
                .put("alg", "RS256")
                .put("typ", "JWT")
                .put("kid", account.path("private_key_id").asText(""));
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", account.path("client_email").asText(""))
                .put("scope", SCOPE)
                .put("aud", account.path("token_uri").asText(""))
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(HOUR).getEpochSecond());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        PublicKeys.base64(account.path("private_key").asText("")))));
        return SignedClaims.token(header, claims, signature).reveal();
    }

    private AccessToken metadata() throws CloudException, InterruptedException {
        String host = settings.environment().getOrDefault("GCE_METADATA_HOST", "metadata.google.internal");
        try {
            return token(direct.send(HttpRequest.newBuilder(URI.create("http://" + host
                            + "/computeMetadata/v1/instance/service-accounts/default/token?scopes=" + SCOPE))
                    .header("Metadata-Flavor", "Google")
                    .timeout(WAIT)
                    .build()));
        } catch (IOException | IllegalArgumentException e) {
            throw new CloudException(
                    Problem.of(
                            CloudKeyProblem.CLOUD_KEY_NO_CREDENTIALS,
                            "There are no credentials of Google Cloud: neither <credentialsFile> nor"
                                    + " GOOGLE_APPLICATION_CREDENTIALS names a file, and no metadata server answered.",
                            "Name the key file of a service account in <credentialsFile>."),
                    false);
        }
    }

    private AccessToken token(Answer answer) throws CloudException, IOException {
        JsonNode told = answer.status() == 200
                ? new ObjectMapper().readTree(answer.body())
                : JsonNodeFactory.instance.missingNode();
        String token = told.path("access_token").asText("");
        if (token.isEmpty()) {
            throw unusable("Google gave no token (HTTP " + answer.status() + ")");
        }
        return new AccessToken(
                Secret.of(token),
                settings.clock().instant().plusSeconds(told.path("expires_in").asLong(HOUR.toSeconds())));
    }

    private static CloudException unusable(String reason) {
        return new CloudException(
                Problem.of(
                        CloudKeyProblem.CLOUD_KEY_CREDENTIALS,
                        reason + ".",
                        "Name the key file of a service account that is not deleted in <credentialsFile>, and set the clock of this"
                                + " machine."),
                false);
    }
}
