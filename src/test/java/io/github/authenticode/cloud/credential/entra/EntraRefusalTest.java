package io.github.authenticode.cloud.credential.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.cloud.credential.FakeMachine;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import io.github.authenticode.plan.text.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntraRefusalTest {
    private static final String CLIENT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final AzureCredential SECRET = new ServicePrincipal(
            "example.com", CLIENT, new ServicePrincipal.Proof.ClientSecret(Secret.of("canary-secret")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7000215 | entra-wrong-secret         | The client secret of the application %s is wrong.
            7000222 | entra-secret-expired       | The client secret of the application %s has expired.
            700016  | entra-unknown-application  | The tenant example.com has no application %s.
            90002   | entra-unknown-tenant       | There is no tenant example.com at login.microsoftonline.com.
            700024  | entra-clock                | Entra finds the assertion for the application %s outside of its time.
            700027  | entra-unknown-certificate  | The certificate is not registered with the application %s, or has expired.
            50034   | entra-account              | The account is not known to the tenant example.com, or must confirm its login.
            53003   | entra-conditional-access   | A conditional access rule of the tenant example.com keeps the application %s out.
            500011  | entra-no-signing-service   | The tenant example.com does not know Artifact Signing.
            7000112 | entra-application-disabled | The application %s is disabled in the tenant example.com.
            1234567 | entra-refused              | Entra gave no token to the application %s.
            """)
    void codeHasItsOwnCause(String code, String id, String cause) {
        Problem problem = refused(FakeMachine.answering(401, JSON, body(code)), SECRET);
        assertThat(problem.id()).isEqualTo(id);
        assertThat(problem.cause()).isEqualTo(cause.formatted(CLIENT));
        assertThat(problem.evidence()).contains("AADSTS" + code + ", HTTP 401, trace id 1-2-3");
        assertThat(problem.text()).doesNotContain("canary-secret").doesNotContain("{");
    }

    @Test
    void clockThatIsOffIsMeasuredByTheServersDate() {
        FakeMachine machine = FakeMachine.answering(
                401,
                Map.of("Content-Type", "application/json", "Date", "Sun, 22 Nov 2026 12:10:00 GMT"),
                body("700024"));
        assertThat(refused(machine, SECRET).text())
                .isEqualTo(
                        "Entra finds the assertion for the application " + CLIENT + " outside of its time; the clock of"
                                + " this machine is 600 s behind. (AADSTS700024, HTTP 401, trace id 1-2-3) Set the clock of this"
                                + " machine.");
    }

    @Test
    void assertionThatEndedIsToldApartFromAWrongClock() {
        FakeMachine machine = FakeMachine.answering(401, JSON, body("700024"));
        Problem problem = refused(machine, gitlab(machine, "\"exp\":1795348740"));
        assertThat(problem.id()).isEqualTo("entra-assertion-expired");
        assertThat(problem.cause())
                .isEqualTo("The assertion for the application " + CLIENT + " ended at 2026-11-22T11:59:00Z.");
    }

    @ParameterizedTest
    @CsvSource({"70021", "700211", "700212", "700213"})
    void federationThatDoesNotMatchShowsTheClaimsAndNotTheToken(String code) {
        FakeMachine machine = FakeMachine.answering(401, JSON, body(code));
        Problem problem = refused(
                machine, gitlab(machine, "\"sub\":\"repo:a/b:ref:x\",\"iss\":\"https://i\",\"aud\":\"api://x\""));
        assertThat(problem.id()).isEqualTo("entra-federation-mismatch");
        assertThat(problem.cause())
                .endsWith("assertion: subject \"repo:a/b:ref:x\", issuer \"https://i\", audience \"api://x\".");
        assertThat(problem.text()).doesNotContain(machine.environment.get("ID_TOKEN"));
    }

    @Test
    void pageOfAProxyIsToldByItsTitle() {
        FakeMachine machine = FakeMachine.answering(
                200,
                Map.of("Content-Type", "text/html"),
                "<html><TITLE> Sign\n in </TITLE>client_secret=canary-secret");
        assertThat(refused(machine, SECRET).text())
                .isEqualTo(
                        "login.microsoftonline.com answered with something that it never says itself: a proxy or a portal"
                                + " in between did. (HTTP 200, text/html, \"Sign in\") Log in to that portal, or have the proxy let"
                                + " login.microsoftonline.com through.");
    }

    @Test
    void proxyThatWantsALoginIsToldApart() {
        assertThat(refused(FakeMachine.answering(407, Map.of(), ""), SECRET).id())
                .isEqualTo("azure-proxy-login");
    }

    @Test
    void entraThatStaysBusyIsGivenUpAndMayBeTriedLater() {
        FakeMachine machine = FakeMachine.answering(503, JSON, "{\"error\":\"temporarily_unavailable\"}");
        CloudException failure = catchThrowableOfType(
                CloudException.class, () -> machine.tokens(SECRET).fetch());
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.problem().evidence()).contains("temporarily_unavailable, HTTP 503");
        assertThat(machine.requests).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"http://login.example.com", "login.example.com", "ftp://localhost", "https://"})
    void secretGoesToNoUnsafeAuthority(String authority) {
        FakeMachine machine = FakeMachine.answering(200, JSON, "{}");
        machine.environment.put("AZURE_AUTHORITY_HOST", authority);
        assertThat(refused(machine, SECRET).id()).isEqualTo("azure-address");
        assertThat(machine.requests).isEmpty();
    }

    private static AzureCredential gitlab(FakeMachine machine, String claims) {
        String jwt = "e30."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(("{" + claims + "}").getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
        machine.environment.put("ID_TOKEN", jwt);
        return new Federated.Gitlab(new Application("example.com", CLIENT), "ID_TOKEN");
    }

    private static Problem refused(FakeMachine machine, AzureCredential credential) {
        CloudException failure = catchThrowableOfType(
                CloudException.class, () -> machine.tokens(credential).fetch());
        return failure.problem();
    }

    private static String body(String code) {
        return "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS" + code + ": Words. Trace ID: 1-2-3\","
                + "\"error_codes\":[" + code + "],\"trace_id\":\"1-2-3\"}";
    }
}
