package io.github.authenticode.cloud.keyvault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.cloud.FakeTime;
import io.github.authenticode.cloud.key.FetchedChain;
import io.github.authenticode.cloud.key.KeySignature;
import io.github.authenticode.cloud.pace.RetryBudget;
import io.github.authenticode.cloud.pace.ServicePace;
import io.github.authenticode.cloud.service.BearerToken;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.VaultService;
import io.github.authenticode.plan.text.Secret;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of Key Vault word by word, and the differences of a managed HSM. */
class KeyVaultClientTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final String CLAIMS =
            "{\"aud\":\"https://vault.azure.net\",\"tid\":\"tenant-1\",\"appid\":\"app-1\","
                    + "\"oid\":\"object-1\",\"nbf\":1781521200,\"exp\":1781528400}";
    private static final String EVIDENCE = ", client request id build-4711) ";
    private static final URI VAULT = URI.create("https://example.vault.azure.net");

    private final FakeTime time = FakeTime.at(NOW);
    private final List<HttpRequest> sent = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "403 | Caller is not authorized to perform action on resource. | ForbiddenByRbac | key-vault-rbac"
                        + " | Key Vault does not let application app-1 (object id object-1) use certificate code-signing in"
                        + " https://example.vault.azure.net: it has no role that allows it, or was given it minutes ago."
                        + " | Assign the roles Key Vault Certificate User and Key Vault Crypto User on the vault, and wait some"
                        + " minutes. Owner and Contributor do not include them.",
                "403 | The user does not have certificates get permission on key vault. | AccessDenied | key-vault-policy"
                        + " | The access policies of https://example.vault.azure.net do not let application app-1 (object id"
                        + " object-1) use certificate code-signing in https://example.vault.azure.net."
                        + " | Add an access policy with the permissions Get for certificates and Sign for keys.",
                "403 | The policy requires the caller to use on-behalf-of. | ForbiddenByPolicy | key-vault-policy"
                        + " | The access policies of https://example.vault.azure.net do not let application app-1 (object id"
                        + " object-1) use certificate code-signing in https://example.vault.azure.net."
                        + " | Add an access policy with the permissions Get for certificates and Sign for keys.",
                "403 | Client address is not authorized and caller is not a trusted service. | ForbiddenByFirewall"
                        + " | key-vault-firewall"
                        + " | The firewall of https://example.vault.azure.net keeps this machine out."
                        + " | Let this machine's address in under Networking of the vault, or build where the vault's private"
                        + " endpoint is.",
                "403 | Public network access is disabled. | ForbiddenByConnection | key-vault-firewall"
                        + " | The firewall of https://example.vault.azure.net keeps this machine out."
                        + " | Let this machine's address in under Networking of the vault, or build where the vault's private"
                        + " endpoint is.",
                "403 | Operation sign is not allowed on a disabled key. | KeyDisabled | key-vault-disabled"
                        + " | The key of certificate code-signing in https://example.vault.azure.net is disabled."
                        + " | Enable that version in the portal, or name another one in <version>.",
                "403 | Operation sign is not allowed on an expired key. | KeyExpired | key-vault-expired"
                        + " | The key of certificate code-signing in https://example.vault.azure.net is past its end, or its time"
                        + " has not begun."
                        + " | Renew the certificate in the vault, or name another <version>.",
                "403 | Operation sign is not permitted on this key. | KeyOperationForbidden | key-vault-key-operation"
                        + " | The key of certificate code-signing in https://example.vault.azure.net may not be used to sign:"
                        + " sign is none of its permitted operations."
                        + " | Permit it (az keyvault key set-attributes --vault-name example --name code-signing --ops sign"
                        + " verify), or sign with another certificate.",
                "404 | A certificate with (name/id) code-signing was not found in this key vault. | | key-vault-404"
                        + " | There is no certificate code-signing in https://example.vault.azure.net."
                        + " What it may be, the likeliest first: (1) the certificate is not named code-signing, or the version is"
                        + " another one's; (2) it was deleted, and can be recovered: az keyvault certificate recover --vault-name"
                        + " example --name code-signing."
                        + " | Compare <vault>, <certificate> and <version> with what the Azure portal shows of the vault."
            })
    void refusalNamesItsCauseAndItsRemedy(
            int status, String message, String inner, String id, String cause, String remedy) {
        String body = error("Forbidden", message, inner);

        Problem problem = problem(status, Map.of(), body);

        assertThat(problem.id()).isEqualTo(id);
        assertThat(problem.text()).isEqualTo(cause + " (HTTP " + status + " Forbidden: " + message + EVIDENCE + remedy);
    }

    @Test
    void tokenForAnotherServiceIsFoundInItsClaims() {
        Problem problem = problem(
                401,
                Map.of(),
                error("Unauthorized", "AKV10022: Invalid audience.", ""),
                CLAIMS.replace("vault", "graph"));

        assertThat(problem.id()).isEqualTo("key-vault-401");
        assertThat(problem.text())
                .isEqualTo("Key Vault did not accept the token for certificate code-signing in"
                        + " https://example.vault.azure.net, nor a fresh one. The cause: the token is for"
                        + " https://graph.azure.net instead of https://vault.azure.net. Not the cause: the token is valid until"
                        + " 2026-06-15T13:00:00Z. What it may be, the likeliest first: (1) the vault is in another tenant than"
                        + " tenant-1, which the token is of. (HTTP 401 Unauthorized: AKV10022: Invalid audience."
                        + EVIDENCE
                        + "Get a token for the scope https://vault.azure.net/.default, such as by az account get-access-token"
                        + " --resource https://vault.azure.net.");
        assertThat(sent).hasSize(2);
    }

    @Test
    void throttlingThatDoesNotEndNamesTheLimits() {
        Problem problem = problem(
                429,
                Map.of(),
                error("Throttled", "Request was not processed. Reason: VaultRequestTypeLimitReached", ""));

        assertThat(problem.text())
                .isEqualTo(
                        "Key Vault is asked too often. In 10 seconds a vault makes 2,000 or 4,000 signatures with RSA 2048 and"
                                + " on curves, 500 or 1,000 with RSA 3072, 250 or 500 with RSA 4096, by a key in an HSM or in software."
                                + " (HTTP 429 Throttled: Request was not processed. Reason: VaultRequestTypeLimitReached"
                                + EVIDENCE
                                + "Wait, lower <concurrency>, or keep other users of that vault in one of their own.");
        assertThat(sent).hasSize(6);
    }

    @Test
    void vaultThatDoesNotExistIsSaidToBeUnreachable() {
        CloudException failure = failure(
                request -> {
                    throw new ConnectException("no such host");
                },
                CLAIMS);

        assertThat(failure.problem().text())
                .isEqualTo(
                        "The vault https://example.vault.azure.net did not answer. (no such host) Check the name in <vault>,"
                                + " the network and the <proxy> in settings.xml, and build again.");
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void tokenThatAProxyShowsIsInNoMessage() {
        Problem problem = problem(403, Map.of(), error("Forbidden", "You sent " + jwt(CLAIMS), ""));

        assertThat(problem.text()).doesNotContain(jwt(CLAIMS)).contains("You sent ****");
    }

    @Test
    void keyInManagedHsmSignsWithTheCertificateInTheFile() throws Exception {
        try (AzureDouble azure = AzureDouble.start()) {
            List<X509Certificate> file = azure.vaultCertificate("code-signing").chain();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest("file".getBytes(UTF_8));

            KeyVaultClient client = hsm(azure, "code-signing", file);
            byte[] signature = client.sign(DigestAlgorithm.SHA256, digest).signature();

            assertThat(client.certificates()).contains(file);
            assertThat(KeySignature.verifies(file.get(0).getPublicKey(), DigestAlgorithm.SHA256, digest, signature))
                    .isTrue();
            assertThat(azure.violations()).isEmpty();
        }
    }

    @Test
    void fileWithoutTheCertificateOfAnHsmKeyIsToldBeforeAnythingIsSigned() throws Exception {
        try (AzureDouble azure = AzureDouble.start()) {
            CloudException failure = catchThrowableOfType(
                    CloudException.class,
                    () -> hsm(
                            azure,
                            "other-key",
                            azure.vaultCertificate("code-signing").chain()));

            assertThat(failure.problem().text())
                    .isEqualTo("None of the certificates in <chainFile> belongs to the key other-key in " + azure.url()
                            + ". Put the certificate that was issued for this key into <chainFile>.");
            assertThat(azure.operations()).isZero();
        }
    }

    @Test
    void hsmKeyThatMayNotSignIsToldBeforeAnythingIsSigned() throws Exception {
        try (AzureDouble azure = AzureDouble.start()) {
            CloudException failure = catchThrowableOfType(
                    CloudException.class,
                    () -> hsm(
                            azure,
                            "no-sign",
                            azure.vaultCertificate("code-signing").chain()));

            assertThat(failure.problem().id()).isEqualTo("key-vault-key-operation");
        }
    }

    @Test
    void signatureIsAskedOfNoOtherHostThanTheVault() {
        VaultAccess access = access(VAULT, "code-signing", VaultService.VAULT);

        assertThat(access.signing("https://elsewhere.example/keys/code-signing/0123456789abcdef0123456789abcdef"))
                .contains(
                        URI.create(VAULT + "/keys/code-signing/0123456789abcdef0123456789abcdef/sign?api-version=7.4"));
        assertThat(access.signing("https://example.vault.azure.net/secrets/code-signing/0123"))
                .isEmpty();
        assertThat(access.signing("https://example.vault.azure.net/keys/../x/0123"))
                .isEmpty();
    }

    @Test
    void tokenIsAskedForTheServiceThatTheHostBelongsTo() {
        assertThat(VaultService.of(URI.create("https://x.managedhsm.azure.net")).resource())
                .isEqualTo("https://managedhsm.azure.net");
        assertThat(VaultService.of(URI.create("https://x.vault.azure.cn")).resource())
                .isEqualTo("https://vault.azure.cn");
        assertThat(VaultService.of(URI.create("https://vault.intranet.example")).resource())
                .isEqualTo("https://vault.azure.net");
    }

    private static KeyVaultClient hsm(AzureDouble azure, String name, List<X509Certificate> file) throws Exception {
        HttpClient http = HttpClient.newBuilder().sslContext(azure.sslContext()).build();
        Instant now = Instant.now();
        AccessToken token = new AccessToken(
                Secret.of(azure.accessToken("https://managedhsm.azure.net", AzureDouble.TENANT, now)),
                now.plusSeconds(3000));
        return KeyVaultClient.open(
                access(azure.url(), name, VaultService.HSM),
                file,
                new BearerToken(new TokenCache(() -> token, Clock.systemUTC())),
                request -> {
                    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                    return new Answer(response.statusCode(), response.headers(), response.body());
                },
                ServicePace.of(Clock.systemUTC(), duration -> {}, new RetryBudget()),
                new FetchedChain());
    }

    private static VaultAccess access(URI vault, String name, VaultService service) {
        return new VaultAccess(vault, name, Optional.empty(), service, "build-4711", Duration.ofMinutes(2));
    }

    private Problem problem(int status, Map<String, String> headers, String body) {
        return problem(status, headers, body, CLAIMS);
    }

    private Problem problem(int status, Map<String, String> headers, String body, String claims) {
        return failure(
                        request -> {
                            sent.add(request);
                            return answer(status, headers, body);
                        },
                        claims)
                .problem();
    }

    private CloudException failure(HttpExchange http, String claims) {
        AccessToken token = new AccessToken(Secret.of(jwt(claims)), NOW.plusSeconds(3600));
        return catchThrowableOfType(
                CloudException.class,
                () -> KeyVaultClient.open(
                        access(VAULT, "code-signing", VaultService.VAULT),
                        List.of(),
                        new BearerToken(new TokenCache(() -> token, time)),
                        http,
                        ServicePace.of(time, time, new RetryBudget()),
                        new FetchedChain()));
    }

    private static Answer answer(int status, Map<String, String> headers, String body) {
        Map<String, List<String>> lists = new java.util.HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Answer(status, HttpHeaders.of(lists, (name, value) -> true), body.getBytes(UTF_8));
    }

    private static String error(String code, String message, String inner) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\""
                + (inner == null || inner.isEmpty() ? "" : ",\"innererror\":{\"code\":\"" + inner + "\"}") + "}}";
    }

    private static String jwt(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{}".getBytes(UTF_8)) + "." + encoder.encodeToString(claims.getBytes(UTF_8))
                + ".x";
    }
}
