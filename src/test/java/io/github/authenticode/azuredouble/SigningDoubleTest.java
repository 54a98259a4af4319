package io.github.authenticode.azuredouble;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.testing.ChildJvm;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signing service of the double is as strict as the specification, and can be run as a program. */
@Timeout(60)
class SigningDoubleTest {
    private static final String PROFILE = "/codesigningaccounts/example-account/certificateprofiles/example-profile";
    private static final String FORM_2022 = PROFILE + "/sign?api-version=2022-06-15-preview";
    private static final String GOOD_BODY =
            "{'signatureAlgorithm':'RS256','digest':'" + Base64.getEncoder().encodeToString(new byte[32]) + "'}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    /sign?api-version=2021-01-01         | {}                          | 400 | the api-version is 2021-01-01
                    /sign?api-version=2023-06-15-preview | {}                          | 400 | 2023-06-15-preview with the path *
                    :sign?api-version=2022-06-15-preview | {}                          | 400 | 2022-06-15-preview with the path *
                    //sign?api-version=2022-06-15-preview | {} | 404 | POST * is nothing that is served
                    /sign?api-version=2022-06-15-preview | {'digest':'AA=='}           | 400 | the signatureAlgorithm is
                    /sign?api-version=2022-06-15-preview | {'signatureAlgorithm':'RS256','digest':'AA=='} | 400 | a digest of 1 bytes for RS256
                    /sign?api-version=2022-06-15-preview | {'hash':'AA=='}             | 400 | the body has the fields [hash]
                    /sign?api-version=2022-06-15-preview | nonsense                    | 400 | the body is no JSON
                    """)
    void requestThatIsNotOfTheSpecificationIsAViolation(String place, String body, int status, String violation)
            throws Exception {
        try (AzureDouble azure = AzureDouble.start()) {
            HttpResponse<String> answer = submit(azure, PROFILE + place, body, azure.accessToken());

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(azure.violations())
                    .singleElement()
                    .satisfies(v ->
                            assertThat(v.replaceAll("/codesigning[^ ]*", "*")).isEqualToIgnoringWhitespace(violation));
            assertThat(azure.operations()).isZero();
        }
    }

    @Test
    void tokenMustBeForTheServiceOfTheTenantAndOfNow() throws Exception {
        try (AzureDouble azure = AzureDouble.start()) {
            Instant now = Instant.now();
            String service = "https://codesigning.azure.net";
            for (String token : List.of(
                    azure.accessToken(service + "/", AzureDouble.TENANT, now),
                    azure.accessToken("https://management.azure.com", AzureDouble.TENANT, now),
                    azure.accessToken(service, "another-tenant", now),
                    azure.accessToken(service, AzureDouble.TENANT, now.minus(Duration.ofHours(2))),
                    azure.accessToken(service, AzureDouble.TENANT, now.plus(Duration.ofMinutes(10))))) {
                assertThat(submit(azure, FORM_2022, GOOD_BODY, token).statusCode())
                        .isEqualTo(401);
            }
            assertThat(submit(azure, FORM_2022, GOOD_BODY, "personal-access-token")
                            .body())
                    .contains("ClaimsPrincipal TenantId is null.");
            assertThat(submit(azure, FORM_2022, GOOD_BODY, azure.accessToken()).statusCode())
                    .isEqualTo(202);
            assertThat(azure.violations()).isEmpty();
            assertThat(azure.operations()).isOne();
        }
    }

    @Test
    void whoHasNoRoleGetsAnEmptyRefusal() throws Exception {
        try (AzureDouble azure = AzureDouble.settings().withoutRole().start()) {
            HttpResponse<String> answer = submit(azure, FORM_2022, GOOD_BODY, azure.accessToken());

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void certificateIsRenewedAfterSoManySignatures() throws Exception {
        try (AzureDouble azure = AzureDouble.settings().rotateAfter(1).start()) {
            var first = azure.signingCertificate();
            submit(azure, FORM_2022, GOOD_BODY, azure.accessToken());
            assertThat(azure.signingCertificate()).isEqualTo(first);

            submit(azure, FORM_2022, GOOD_BODY, azure.accessToken());

            assertThat(azure.signingCertificate()).isNotEqualTo(first);
            assertThat(Duration.between(
                            azure.signingCertificate().getNotBefore().toInstant(),
                            azure.signingCertificate().getNotAfter().toInstant()))
                    .isEqualTo(Duration.ofDays(3));
            assertThat(azure.signingCertificate().getExtendedKeyUsage())
                    .containsExactly("1.3.6.1.5.5.7.3.3", "1.3.6.1.4.1.311.97.1.0", AzureDouble.SUBSCRIBER_EKU);
        }
    }

    @Test
    void programLeavesWhatAClientHasToKnowAndEndsWhenTold() throws Exception {
        // So that the keys are there, and the program need not make them.
        AzureDouble.start().close();
        try (ChildJvm program = ChildJvm.start(AzureDouble.class, folder.toString(), "tokenLife=PT5S")) {
            assertThat(program.nextLine()).isEqualTo("ready");
            Properties known = new Properties();
            try (InputStream in = Files.newInputStream(folder.resolve("azure-double.properties"))) {
                known.load(in);
            }
            assertThat(List.of("trustStore", "signing.root", "client.pem", "client.pfx", "federatedTokenFile"))
                    .allSatisfy(
                            name -> assertThat(Path.of(known.getProperty(name))).isNotEmptyFile());
            URI control = URI.create(known.getProperty("http.url") + "/double/");
            HttpClient client = HttpClient.newHttpClient();

            assertThat(Jwt.read(get(client, control.resolve("access-token"))).text("tid"))
                    .isEqualTo(AzureDouble.TENANT);
            JsonNode counters = new ObjectMapper().readTree(get(client, control.resolve("counters")));
            assertThat(counters.path("operations").isInt()).isTrue();
            client.send(
                    HttpRequest.newBuilder(control.resolve("stop"))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());

            assertThat(program.nextLine()).isNull();
        }
    }

    private static String get(HttpClient client, URI place) throws Exception {
        return client.send(HttpRequest.newBuilder(place).build(), BodyHandlers.ofString())
                .body();
    }

    private static HttpResponse<String> submit(AzureDouble azure, String place, String body, String token)
            throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(azure.sslContext()).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(azure.url() + place))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("x-correlation-id", "build-1")
                .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
