package io.github.authenticode.cloud.artifactsigning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.cloud.FakeTime;
import io.github.authenticode.cloud.pace.RetryBudget;
import io.github.authenticode.cloud.pace.ServicePace;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.security.cert.CertificateExpiredException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of what users read, word by word. */
class SigningProblemsTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final String GOOD_CLAIMS = "{\"aud\":\"https://codesigning.azure.net\",\"tid\":\"tenant-1\","
            + "\"appid\":\"app-1\",\"oid\":\"object-1\",\"nbf\":1781521200,\"exp\":1781528400}";

    private URI endpoint = URI.create("https://weu.codesigning.azure.net");
    private String token = jwt(GOOD_CLAIMS);

    @Test
    void forbiddenSaysWhatIsExcludedAndWhatIsLeftInOrder() {
        assertThat(problem(403, Map.of("Date", date(NOW)), "").text())
                .isEqualTo(
                        "Artifact Signing does not let application app-1 (object id object-1) sign with certificate profile"
                                + " example-profile of account example-account at https://weu.codesigning.azure.net."
                                + " Not the cause: the token is for https://codesigning.azure.net; this machine's clock is"
                                + " right; the token is valid until 2026-06-15T13:00:00Z."
                                + " What it may be, the likeliest first:"
                                + " (1) application app-1 (object id object-1) lacks the role Artifact Signing Certificate"
                                + " Profile Signer (formerly Trusted Signing Certificate Profile Signer) on the account or the"
                                + " certificate profile, or was given it minutes ago; Owner and Contributor do not include it;"
                                + " (2) the account is not named example-account, or the certificate profile not"
                                + " example-profile;"
                                + " (3) the account is in another region than West Europe;"
                                + " (4) the Azure subscription is disabled;"
                                + " (5) the identity validation is not Completed;"
                                + " (6) the certificate profile is not Active;"
                                + " (7) a network rule or a firewall keeps this machine out;"
                                + " (8) the account is in another tenant than tenant-1, which the token is of."
                                + " (HTTP 403 without a body, correlation id build-4711)"
                                + " In the Azure portal, open account example-account, Access control (IAM), and look for the"
                                + " role Artifact Signing Certificate Profile Signer; if it is there, go on through the list.");
    }

    @Test
    void tokenForSomethingElseIsFoundInItsClaims() {
        token = jwt("{\"aud\":\"https://management.azure.com/\",\"tid\":\"tenant-1\"}");

        Problem problem = problem(401, Map.of(), "");

        assertThat(problem.text())
                .isEqualTo(
                        "Artifact Signing did not accept the token for certificate profile example-profile of account"
                                + " example-account at https://weu.codesigning.azure.net, nor a fresh one. The cause: the token is for"
                                + " https://management.azure.com/ instead of https://codesigning.azure.net. What it may be, the"
                                + " likeliest first: (1) the account is in another tenant than tenant-1, which the token is of."
                                + " (HTTP 401 without a body, correlation id build-4711) Get a token for the scope"
                                + " https://codesigning.azure.net/.default, such as by az account get-access-token --resource"
                                + " https://codesigning.azure.net.");
    }

    @Test
    void trailingSlashInTheAudienceIsFound() {
        token = jwt("{\"aud\":\"https://codesigning.azure.net/\"}");

        assertThat(problem(401, Map.of(), "").cause())
                .contains("The cause: the token is for https://codesigning.azure.net/ instead of"
                        + " https://codesigning.azure.net.");
    }

    @ParameterizedTest
    @CsvSource({"-600, 10 minutes ahead of", "600, 10 minutes behind"})
    void clockThatIsOffIsFound(long serviceAhead, String words) {
        Problem problem = problem(401, Map.of("Date", date(NOW.plusSeconds(serviceAhead))), "");

        assertThat(problem.cause()).contains("The cause: this machine's clock is " + words + " the service's");
        assertThat(problem.remedy()).isEqualTo("Set the clock of this machine.");
    }

    @Test
    void tokenThatEndedIsFound() {
        token = jwt("{\"aud\":\"https://codesigning.azure.net\",\"exp\":1781521200}");

        Problem problem = problem(401, Map.of("Date", date(NOW)), "");

        assertThat(problem.cause())
                .contains(
                        "The cause: the token ended at 2026-06-15T11:00:00Z, and the service has 2026-06-15T12:00:00Z.");
        assertThat(problem.remedy())
                .isEqualTo("Get a new token; one that stands in an environment variable is never renewed.");
    }

    @Test
    void tokenOfAnotherKindIsSaidSo() {
        token = "ghp_personal-access-token";

        assertThat(problem(
                                500,
                                Map.of(),
                                "{\"errorDetail\":{\"code\":\"InternalError\",\"message\":\"ClaimsPrincipal TenantId is null.\"}}")
                        .text())
                .isEqualTo(
                        "The token that was sent to https://weu.codesigning.azure.net is none for code signing. The cause:"
                                + " what was sent is no access token of Entra. (HTTP 500 InternalError: ClaimsPrincipal TenantId is"
                                + " null., correlation id build-4711) Get a token for the scope"
                                + " https://codesigning.azure.net/.default, such as by az account get-access-token --resource"
                                + " https://codesigning.azure.net.");
    }

    @Test
    void unknownAddressNamesItself() {
        assertThat(problem(404, Map.of(), "{\"error\":{\"code\":\"NotFound\",\"message\":\"Nothing here.\"}}")
                        .text())
                .isEqualTo(
                        "Artifact Signing does not know certificate profile example-profile of account example-account at"
                                + " https://weu.codesigning.azure.net. What it may be, the likeliest first: (1) the account is not"
                                + " named example-account, or the certificate profile not example-profile; (2) the account is in"
                                + " another region than West Europe; (3) a network rule or a firewall keeps this machine out."
                                + " (HTTP 404 NotFound: Nothing here., correlation id build-4711) Compare"
                                + " https://weu.codesigning.azure.net/codesigningaccounts/example-account/certificateprofiles/"
                                + "example-profile/sign?api-version=2022-06-15-preview with what the Azure portal shows of the"
                                + " account, and correct <account>, <certificateProfile> or <region>.");
    }

    @ParameterizedTest
    @CsvSource({"200", "403", "404"})
    void pageOfAProxyIsKnownWhateverItsStatus(int status) {
        assertThat(problem(
                                status,
                                Map.of("Content-Type", "text/html"),
                                "<html><title>Example\n Web Gateway</title>blocked</html>")
                        .text())
                .isEqualTo(
                        "Instead of the signing service at https://weu.codesigning.azure.net, something on the way to it"
                                + " answered, with a web page; as a rule a proxy or a firewall. (HTTP " + status
                                + " with the page \"Example Web Gateway\", correlation id build-4711) Have"
                                + " https://weu.codesigning.azure.net let through, or name the right <proxy> in settings.xml.");
    }

    @Test
    void proxyThatWantsAPasswordIsSaidSo() {
        assertThat(problem(407, Map.of(), "").text())
                .startsWith(
                        "The proxy on the way to https://weu.codesigning.azure.net wants a password and was given none,")
                .endsWith("Correct <username> and <password> of the <proxy> in settings.xml.");
    }

    @Test
    void validationErrorsAreShown() {
        assertThat(problem(400, Map.of(), "{\"title\":\"One or more errors.\",\"errors\":{\"digest\":[\"bad\"]}}")
                        .evidence())
                .contains("HTTP 400 One or more errors. {\"digest\":[\"bad\"]}, correlation id build-4711");
    }

    @Test
    void codeInTheHeaderIsShownWhereThereIsNoBody() {
        assertThat(problem(403, Map.of("x-ms-error-code", "AccountSuspended"), "")
                        .evidence())
                .contains("HTTP 403 AccountSuspended, correlation id build-4711");
    }

    @Test
    void tokenIsNeverPrintedEvenIfAProxyShowsIt() {
        String page = "<title>You sent Bearer " + token + "</title>";

        assertThat(problem(403, Map.of(), page).text())
                .contains("You sent Bearer ****")
                .doesNotContain(token);
        assertThat(problem(403, Map.of(), "{\"error\":{\"code\":\"x\",\"message\":\"" + token + "\"}}")
                        .text())
                .contains("x: ****")
                .doesNotContain(token);
    }

    @Test
    void answerThatIsNoAnswerIsSaidSo() {
        assertThat(problem(202, Map.of(), "{\"operationId\":\"../../x\",\"status\":\"InProgress\"}")
                        .text())
                .isEqualTo(
                        "What https://weu.codesigning.azure.net answered is not of the signing service. (HTTP 202, no"
                                + " operation id and status) Correct <endpoint>, or have the proxy on the way let it through.");
    }

    @Test
    void operationThatFailedTellsWhereToLook() {
        assertThat(problem(200, Map.of(), "{\"operationId\":\"op-1\",\"status\":\"Failed\",\"signature\":null}")
                        .text())
                .isEqualTo(
                        "Artifact Signing took the digest and did not sign it: operation op-1 ended as Failed. (no reason"
                                + " given, correlation id build-4711) Check in the Azure portal that the subscription of account"
                                + " example-account, its identity validation and certificate profile example-profile are active, and"
                                + " have had no gap.");
    }

    @Test
    void plainHttpIsRefusedBeforeAnythingIsSent() {
        endpoint = URI.create("http://weu.codesigning.azure.net");

        assertThat(failure(request -> {
                            throw new AssertionError("sent");
                        })
                        .problem()
                        .text())
                .isEqualTo(
                        "The endpoint http://weu.codesigning.azure.net is not https, and the Azure token would be sent in"
                                + " the clear. Write it like https://weu.codesigning.azure.net.");
    }

    @Test
    void serverCertificateThatHasExpiredIsAMatterOfTheClock() {
        assertThat(failure(request -> {
                            throw new IOException("PKIX", new CertificateExpiredException("NotAfter"));
                        })
                        .problem()
                        .text())
                .isEqualTo(
                        "The certificate of https://weu.codesigning.azure.net is not valid at this machine's time. (PKIX)"
                                + " Set the clock of this machine.");
    }

    @Test
    void answerThatWasLostMayBeBilled() {
        assertThat(failure(request -> {
                            throw new IOException("connection reset");
                        })
                        .problem()
                        .text())
                .isEqualTo(
                        "Artifact Signing at https://weu.codesigning.azure.net did not answer. A digest was sent before that"
                                + " was never answered; its signature may be billed. (connection reset) Check the network, the <proxy>"
                                + " in settings.xml and <region>, and build again.");
    }

    @Test
    void requestThatNeverLeftIsNotBilled() {
        CloudException failure = failure(request -> {
            throw new IOException("no connection", new ConnectException());
        });

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.problem().text())
                .isEqualTo(
                        "Artifact Signing at https://weu.codesigning.azure.net did not answer. (no connection) Check the"
                                + " network, the <proxy> in settings.xml and <region>, and build again.");
    }

    private Problem problem(int status, Map<String, String> headers, String body) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return failure(request ->
                        new HttpExchange.Answer(status, HttpHeaders.of(lists, (n, v) -> true), body.getBytes(UTF_8)))
                .problem();
    }

    private CloudException failure(HttpExchange exchange) {
        FakeTime time = FakeTime.at(NOW);
        SigningAccess access = new SigningAccess(
                endpoint,
                "example-account",
                "example-profile",
                "build-4711",
                SigningAccess.DEFAULT_API_VERSION,
                SigningAccess.DEFAULT_LIMIT);
        TokenCache tokens = new TokenCache(() -> new AccessToken(Secret.of(token), Instant.MAX), time);
        ArtifactSigningClient client =
                new ArtifactSigningClient(access, tokens, exchange, ServicePace.of(time, time, new RetryBudget()));
        return catchThrowableOfType(CloudException.class, () -> client.sign(DigestAlgorithm.SHA256, new byte[32]));
    }

    private static String jwt(String claims) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8))
                + ".c2lnbmF0dXJl";
    }

    private static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
