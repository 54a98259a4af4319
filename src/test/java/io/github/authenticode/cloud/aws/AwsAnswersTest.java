package io.github.authenticode.cloud.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.cloud.FakeTime;
import io.github.authenticode.cloud.key.FetchedChain;
import io.github.authenticode.cloud.kms.KmsKey;
import io.github.authenticode.cloud.pace.RetryBudget;
import io.github.authenticode.cloud.pace.ServicePace;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.identity.AwsKmsIdentity;
import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals of AWS KMS as its API reference words them, and access keys of containers and instances. */
class AwsAnswersTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final String CANARY = "canary-of-the-session-token";
    private static final String KEYS = "{\"AccessKeyId\":\"ASIAEXAMPLE\",\"SecretAccessKey\":\"secret\",\"Token\":\""
            + CANARY + "\",\"Expiration\":\"2026-06-15T18:00:00Z\"}";

    private final List<HttpRequest> sent = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AccessDeniedException | User: arn:aws:iam::1:user/ci is not authorized to perform: kms:GetPublicKey"
                        + " | cloud-key-access | Allow kms:GetPublicKey and kms:Sign on the key, in its key policy or in a policy"
                        + " of IAM, and wait some minutes.",
                "DisabledException | arn:aws:kms:eu-west-1:1:key/k is disabled. | cloud-key-state"
                        + " | Enable it (aws kms enable-key), after its deletion was cancelled (aws kms cancel-key-deletion).",
                "KMSInvalidStateException | arn:aws:kms:eu-west-1:1:key/k is pending deletion. | cloud-key-state"
                        + " | Enable it (aws kms enable-key), after its deletion was cancelled (aws kms cancel-key-deletion).",
                "InvalidSignatureException | Signature expired: 20260615T110000Z is now earlier than 20260615T115500Z"
                        + " | cloud-key-clock | Set the clock of this machine.",
                "InvalidSignatureException | Credential should be scoped to a valid region. | cloud-key-credentials"
                        + " | Correct <region>, or <endpoint>, to the region of the key.",
                "UnrecognizedClientException | The security token included in the request is invalid. | cloud-key-sign-in"
                        + " | Get a new access key, or renew the session.",
                "ExpiredTokenException | The security token included in the request is expired | cloud-key-sign-in"
                        + " | Get a new access key, or renew the session.",
                "UnsupportedOperationException | symmetric | cloud-key-usage | Create a key of the usage SIGN_VERIFY (aws kms"
                        + " create-key --key-usage SIGN_VERIFY --key-spec RSA_3072), and have a certificate issued for it.",
                "ThrottlingException | Rate exceeded | cloud-key-throttled | Wait, lower <concurrency>, or have the quota of"
                        + " cryptographic operations with such keys raised."
            })
    void refusalNamesItsCauseAndItsRemedy(String type, String message, String id, String remedy) {
        String body = "{\"__type\":\"" + type + "\",\"message\":\"" + message + " " + CANARY + "\"}";

        Problem problem = catchThrowableOfType(CloudException.class, () -> open(400, body))
                .problem();

        assertThat(problem.id()).isEqualTo(id);
        assertThat(problem.text())
                .contains(type + ": " + message)
                .endsWith(remedy)
                .doesNotContain(CANARY);
    }

    @Test
    void throttlingIsTriedAgain() {
        assertThatThrownBy(() -> open(400, "{\"__type\":\"ThrottlingException\"}"))
                .isInstanceOf(CloudException.class);

        assertThat(sent).hasSizeGreaterThan(2);
    }

    @Test
    void containerGivesAnAccessKeyToWhoeverHasItsToken() throws Exception {
        Map<String, String> environment = Map.of(
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc");

        AwsCredentials found = AwsCredentials.of(
                new AwsMetadata(environment, http(200, KEYS)).container().orElseThrow());

        assertThat(found.accessKeyId()).isEqualTo("ASIAEXAMPLE");
        assertThat(found.sessionToken()).contains(Secret.of(CANARY));
        assertThat(sent.get(0).uri()).hasToString("http://169.254.170.2/v2/credentials/1");
        assertThat(sent.get(0).headers().firstValue("Authorization")).contains("Basic abc");
    }

    @Test
    void containerAddressOfAStrangerIsNotAsked() {
        AwsMetadata metadata = new AwsMetadata(
                Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://elsewhere.example.com/"), http(200, KEYS));

        assertThat(catchThrowableOfType(CloudException.class, metadata::container)
                        .problem()
                        .text())
                .contains("its address is neither https nor of this machine");
        assertThat(sent).isEmpty();
    }

    @Test
    void instanceIsAskedByVersionTwoOfItsMetadataService() throws Exception {
        HttpExchange service = request -> {
            sent.add(request);
            String path = request.uri().getPath();
            return answer(200, path.endsWith("token") ? "session" : path.endsWith("credentials/") ? "role" : KEYS);
        };

        assertThat(new AwsMetadata(Map.of(), service).instance()).isPresent();
        assertThat(sent).extracting(HttpRequest::method).containsExactly("PUT", "GET", "GET");
        assertThat(sent.get(2).uri().getPath()).isEqualTo("/latest/meta-data/iam/security-credentials/role");
        assertThat(sent.get(2).headers().firstValue("X-aws-ec2-metadata-token")).contains("session");
    }

    private KmsKey open(int status, String body) throws Exception {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        AwsCredentials who = new AwsCredentials("ASIAEXAMPLE", Secret.of("secret"), Optional.of(Secret.of(CANARY)));
        TokenCache credentials = new TokenCache(() -> who.until(NOW.plus(Duration.ofHours(1))), clock);
        AwsKmsIdentity identity = new AwsKmsIdentity(
                "eu-west-1",
                URI.create("https://kms.eu-west-1.amazonaws.com"),
                "alias/code-signing",
                Path.of("certificate.pem"),
                Optional.empty());
        FakeTime time = FakeTime.at(NOW);
        return KmsKey.open(
                new AwsKms(identity),
                List.of(),
                new AwsSignIn(credentials, new AwsSignature("eu-west-1", "kms"), clock),
                http(status, body),
                ServicePace.of(time, time, new RetryBudget()),
                new FetchedChain());
    }

    private HttpExchange http(int status, String body) {
        return request -> {
            sent.add(request);
            return answer(status, body);
        };
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, HttpHeaders.of(Map.of(), (name, value) -> true), body.getBytes(UTF_8));
    }
}
