package io.github.authenticode.azuredouble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The double gives tokens to whom it should, and to nobody else. */
class EntraDoubleTest {
    private static final String SCOPE = "https://codesigning.azure.net/.default";
    private static final String BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static AzureDouble azure;
    private static HttpClient client;

    private int violationsBefore;

    @BeforeAll
    static void start() throws Exception {
        azure = AzureDouble.start();
        client = HttpClient.newBuilder().sslContext(azure.sslContext()).build();
    }

    @BeforeEach
    void count() {
        violationsBefore = azure.violations().size();
    }

    @AfterAll
    static void close() {
        azure.close();
    }

    @Test
    void secretGetsATokenForTheSigningService() throws Exception {
        HttpResponse<String> answer = token(withSecret(AzureDouble.CLIENT_SECRET, SCOPE));

        assertThat(answer.statusCode()).isEqualTo(200);
        Jwt token = Jwt.read(json(answer).path("access_token").asText());
        assertThat(token.text("aud")).isEqualTo("https://codesigning.azure.net");
        assertThat(token.text("tid")).isEqualTo(AzureDouble.TENANT);
        assertThat(azure.violations()).hasSize(violationsBefore);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    val~ue+of/the secret&=%              | https://codesigning.azure.net/       | 1002012
                    val~ue+of/the secret&=%              | https://unknown.azure.net/.default   | 500011
                    0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e | https://codesigning.azure.net/.default | 7000215
                    val~of-last-year                     | https://codesigning.azure.net/.default | 7000222
                    """)
    void mistakesOfAUserAreRefusedAndNoViolation(String secret, String scope, int code) throws Exception {
        HttpResponse<String> answer = token(withSecret(secret, scope));

        assertThat(json(answer).path("error_codes").path(0).asInt()).isEqualTo(code);
        assertThat(json(answer).path("error_description").asText()).startsWith("AADSTS" + code + ": ");
        assertThat(azure.violations()).hasSize(violationsBefore);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type, password, grant_type password",
        "client_assertion, x, both a secret and an assertion",
        "resource, x, Entra does not know the fields [resource]"
    })
    void requestThatNoClientSendsIsAViolation(String field, String value, String violation) throws Exception {
        Map<String, String> form = new HashMap<>(withSecret(AzureDouble.CLIENT_SECRET, SCOPE));
        form.put(field, value);

        assertThat(token(form).statusCode()).isEqualTo(400);
        assertThat(azure.violations()).hasSize(violationsBefore + 1).last().isEqualTo(violation);
    }

    @Test
    void assertionsOfEveryIssuerGetAToken() throws Exception {
        for (Issuer issuer : Issuer.values()) {
            assertThat(token(withAssertion(azure.assertion(issuer))).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void assertionThatHasEndedIsRefused() throws Exception {
        try (AzureDouble brief =
                AzureDouble.settings().assertionLife(Duration.ZERO).start()) {
            HttpResponse<String> answer = token(withAssertion(brief.assertion(Issuer.GITHUB)));

            assertThat(json(answer).path("error_codes").path(0).asInt()).isEqualTo(700024);
        }
    }

    @Test
    void assertionByTheCertificateIsAcceptedOnceAndFromNoOtherKey() throws Exception {
        Map<String, Object> claims = Map.of(
                "iss",
                AzureDouble.CLIENT_ID,
                "sub",
                AzureDouble.CLIENT_ID,
                "aud",
                azure.url() + "/" + AzureDouble.TENANT + "/oauth2/v2.0/token",
                "exp",
                Clock.systemUTC().instant().getEpochSecond() + 60,
                "jti",
                UUID.randomUUID().toString());

        HttpResponse<String> answer = token(withAssertion(Jwt.make(DoubleKeys.rsa("client", 2048), claims)));
        assertThat(json(answer).path("error_codes").path(0).asInt())
                .as("no x5t names the certificate")
                .isEqualTo(700027);
        assertThat(azure.violations()).hasSize(violationsBefore);

        assertThat(token(withAssertion(Jwt.make(DoubleKeys.rsa("client", 2048), claims)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(azure.violations())
                .hasSize(violationsBefore + 1)
                .last()
                .isEqualTo("the assertion's jti is missing or was used before");
    }

    @Test
    void ciServersGiveAssertions() throws Exception {
        HttpResponse<String> github = get(
                URI.create(azure.githubUrl() + "&audience=api%3A%2F%2FAzureADTokenExchange"),
                "Authorization",
                "bearer " + AzureDouble.GITHUB_TOKEN);
        assertThat(token(withAssertion(json(github).path("value").asText())).statusCode())
                .isEqualTo(200);

        HttpResponse<String> pipelines = client.send(
                HttpRequest.newBuilder(URI.create(azure.pipelinesUrl() + "?api-version=7.1&serviceConnectionId="
                                + AzureDouble.SERVICE_CONNECTION))
                        .header("Authorization", "Bearer " + AzureDouble.PIPELINES_TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(token(withAssertion(json(pipelines).path("oidcToken").asText()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void machineHasAnIdentity() throws Exception {
        URI place = azure.imdsUrl()
                .resolve(
                        "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://codesigning.azure.net");

        assertThat(json(get(place, "Metadata", "true")).path("expires_in").isTextual())
                .isTrue();
        assertThat(get(place, "Accept", "*/*").statusCode()).isEqualTo(400);
        assertThat(azure.violations()).hasSize(violationsBefore);
    }

    @Test
    void tokenMayBeOfAnotherTime() {
        Instant then = Instant.parse("2020-01-01T00:00:00Z");

        assertThat(Jwt.read(azure.accessToken("a", "t", then)).expiry()).isEqualTo(then.plusSeconds(3599));
    }

    private static Map<String, String> withSecret(String secret, String scope) {
        return Map.of(
                "client_id",
                AzureDouble.CLIENT_ID,
                "client_secret",
                secret,
                "grant_type",
                "client_credentials",
                "scope",
                scope);
    }

    private static Map<String, String> withAssertion(String assertion) {
        return Map.of(
                "client_id", AzureDouble.CLIENT_ID,
                "client_assertion", assertion,
                "client_assertion_type", BEARER,
                "grant_type", "client_credentials",
                "scope", SCOPE);
    }

    private static HttpResponse<String> token(Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return client.send(
                HttpRequest.newBuilder(azure.url().resolve("/" + AzureDouble.TENANT + "/oauth2/v2.0/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(URI place, String header, String value) throws Exception {
        return client.send(HttpRequest.newBuilder(place).header(header, value).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
