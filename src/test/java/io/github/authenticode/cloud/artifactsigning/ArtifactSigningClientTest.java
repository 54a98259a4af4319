package io.github.authenticode.cloud.artifactsigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.azuredouble.Fault;
import io.github.authenticode.azuredouble.Fault.Kind;
import io.github.authenticode.azuredouble.Place;
import io.github.authenticode.cloud.FakeTime;
import io.github.authenticode.cloud.key.SignedDigest;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.DigestAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ArtifactSigningClientTest {
    private static AzureDouble azure;

    private SigningBench bench;
    private int operationsBefore;
    private int pollsBefore;
    private int submissionsBefore;

    @BeforeAll
    static void startService() throws Exception {
        azure = AzureDouble.start();
    }

    @AfterAll
    static void stopService() {
        azure.close();
    }

    @BeforeEach
    void openClient() throws Exception {
        bench = new SigningBench(azure);
        operationsBefore = azure.operations();
        pollsBefore = azure.requests(Place.POLL);
        submissionsBefore = azure.requests(Place.SUBMIT);
    }

    @AfterEach
    void nothingWasSentThatShouldNotBe() {
        bench.close();
        assertThat(azure.violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2022-06-15-preview, SHA256, 32",
        "2022-06-15-preview, SHA384, 48",
        "2022-06-15-preview, SHA512, 64",
        "2023-06-15-preview, SHA256, 32"
    })
    void digestIsSignedInBothFormsOfTheInterface(String version, DigestAlgorithm algorithm, int length)
            throws Exception {
        bench.access = bench.access(version);

        SignedDigest signed = bench.client().sign(algorithm, new byte[length]);

        assertThat(signed.signature()).hasSize(3072 / 8);
        assertThat(signed.chain()).hasSize(3).first().isEqualTo(azure.signingCertificate());
        assertThat(signed.chain()).last().isEqualTo(azure.signingRoot());
        assertThat(signed.operationId()).hasSize(36);
        assertThat(azure.operations()).isEqualTo(operationsBefore + 1);
        assertThat(azure.correlationIds()).containsExactly(SigningBench.CORRELATION_ID);
        assertThat(bench.fetched).hasValue(1);
    }

    @Test
    void chainIsPutInOrder() throws Exception {
        azure.misbehave(Place.SUBMIT, Fault.of(Kind.SHUFFLED));

        assertThat(bench.sign().chain()).first().isEqualTo(azure.signingCertificate());
    }

    @Test
    void renewedCertificateComesWithItsSignature() throws Exception {
        SignedDigest before = bench.sign();
        azure.rotate();

        assertThat(bench.sign().chain().get(0))
                .isEqualTo(azure.signingCertificate())
                .isNotEqualTo(before.chain().get(0));
    }

    @Test
    void pollsComeSlowerAndSlower() throws Exception {
        try (AzureDouble slow = AzureDouble.settings().pollsBeforeDone(40).start();
                SigningBench slowBench = new SigningBench(slow)) {
            slowBench.sign();

            assertThat(slow.requests(Place.POLL)).isEqualTo(41);
            assertThat(slowBench.time.pauses())
                    .startsWith(Duration.ofMillis(50), Duration.ofMillis(75), Duration.ofMillis(100))
                    .endsWith(Duration.ofSeconds(1))
                    .isSorted();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 408})
    void retryAfterIsObeyed(int status) throws Exception {
        azure.misbehave(Place.SUBMIT, Fault.throttle(status, "7"));

        bench.sign();

        assertThat(bench.time.pauses()).startsWith(Duration.ofSeconds(7));
        assertThat(azure.operations()).isEqualTo(operationsBefore + 1);
    }

    @Test
    void retryAfterMayBeADate() throws Exception {
        Instant date = bench.time.instant().plusSeconds(9);
        String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
        azure.misbehave(Place.POLL, Fault.throttle(429, text));

        bench.sign();

        assertThat(bench.time.pauses())
                .containsExactly(Duration.ofMillis(50), Duration.ofSeconds(9).minusMillis(50));
    }

    @Test
    void retryAfterBeyondTheLimitEndsAtOnce() {
        azure.misbehave(Place.SUBMIT, Fault.throttle(429, "3600"));

        CloudException failure = bench.failure();

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.problem().id()).isEqualTo("artifact-signing-429");
        assertThat(bench.time.pauses()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"SUBMIT", "POLL"})
    void serverErrorsAndCutConnectionsAreTriedAgainAfterALongerWaitEach(Place place) throws Exception {
        azure.misbehave(
                place, Fault.status(500), Fault.of(Kind.CUT), Fault.html(502), Fault.status(503), Fault.status(504));

        bench.sign();

        assertThat(bench.time.pauses().stream().filter(p -> p.toMillis() % 500 == 0))
                .contains(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(azure.operations()).isEqualTo(operationsBefore + 1);
    }

    @Test
    void triesEnd() {
        azure.misbehave(
                Place.SUBMIT,
                Fault.status(500),
                Fault.status(500),
                Fault.status(500),
                Fault.status(500),
                Fault.status(500),
                Fault.status(500));

        CloudException failure = bench.failure();

        assertThat(failure.problem().id()).isEqualTo("artifact-signing-unavailable");
        assertThat(failure.isRetryable()).isTrue();
        assertThat(azure.requests(Place.SUBMIT)).isEqualTo(submissionsBefore + 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 403, 404, 409, 410, 413, 422})
    void refusalIsFinal(int status) {
        azure.misbehave(Place.SUBMIT, Fault.status(status));

        assertThat(bench.failure().isRetryable()).isFalse();
        assertThat(azure.requests(Place.SUBMIT)).isEqualTo(submissionsBefore + 1);
        assertThat(bench.time.pauses()).isEmpty();
    }

    @Test
    void tokenThatIsRefusedIsReplacedOnce() throws Exception {
        azure.misbehave(Place.POLL, Fault.status(401));

        bench.sign();

        assertThat(bench.fetched).hasValue(2);
        assertThat(azure.operations()).isEqualTo(operationsBefore + 1);

        azure.misbehave(Place.SUBMIT, Fault.status(401), Fault.status(401));
        assertThat(bench.problem().id()).isEqualTo("artifact-signing-401");
        assertThat(bench.fetched).hasValue(4);
    }

    @Test
    void lostAnswerIsAskedForAgainAndCounted() throws Exception {
        azure.misbehave(Place.SUBMIT, Fault.of(Kind.LOST));
        ArtifactSigningClient client = bench.client();

        client.sign(DigestAlgorithm.SHA256, SigningBench.digest());

        assertThat(client.spent()).isEqualTo(2);
        assertThat(azure.operations()).isEqualTo(operationsBefore + 2);
    }

    @Test
    void signatureThatIsWrongOnceIsThrownAwayAndMadeAgain() throws Exception {
        azure.misbehave(Place.SUBMIT, Fault.of(Kind.WRONG_SIGNATURE));

        ArtifactSigningClient client = bench.client();

        assertThat(client.sign(DigestAlgorithm.SHA256, SigningBench.digest()).chain())
                .isNotEmpty();
        assertThat(client.spent()).isEqualTo(2);
        assertThat(azure.operations()).isEqualTo(operationsBefore + 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    WRONG_SIGNATURE | it does not match the digest and the certificate that came with it
                    OTHER_ALGORITHM | it does not match the digest and the certificate that came with it
                    ELLIPTIC        | its key is of the kind EC instead of RSA
                    OTHER_KEY       | its key is of the kind EC instead of RSA
                    NO_SIGNATURE    | no signature
                    NO_CERTIFICATE  | what came as its certificate is none
                    """)
    void wrongSignatureNeverComesBack(Kind kind, String reason) {
        azure.misbehave(Place.SUBMIT, Fault.of(kind), Fault.of(kind));

        CloudException failure = bench.failure();

        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.problem().id()).isEqualTo("artifact-signing-wrong-signature");
        assertThat(failure.problem().evidence()).contains(reason + ", correlation id build-4711");
        assertThat(azure.operations()).isEqualTo(operationsBefore + 2);
    }

    @Test
    void operationThatFailsIsNotPaidForTwice() {
        azure.misbehave(Place.SUBMIT, Fault.of(Kind.FAILED));

        ArtifactSigningClient client = bench.client();

        CloudException failure = catchThrowableOfType(
                CloudException.class, () -> client.sign(DigestAlgorithm.SHA256, SigningBench.digest()));

        assertThat(failure.problem().id()).isEqualTo("artifact-signing-failed");
        assertThat(client.spent()).isOne();
        assertThat(azure.operations()).isEqualTo(operationsBefore + 1);
    }

    @Test
    void operationThatNeverEndsIsLeft() {
        azure.misbehave(Place.SUBMIT, Fault.of(Kind.STUCK));
        bench.access = bench.access(SigningAccess.DEFAULT_API_VERSION, Duration.ofSeconds(3));
        Instant start = bench.time.instant();

        CloudException failure = bench.failure();

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.problem().text())
                .startsWith("Artifact Signing did not end operation ")
                .contains(" within 3 seconds; it may be billed all the same.");
        assertThat(Duration.between(start, bench.time.instant())).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void tokenThatEndsInTheMiddleIsReplacedBefore() throws Exception {
        FakeTime time = new FakeTime();
        try (AzureDouble other = AzureDouble.settings().clock(time).start();
                SigningBench otherBench = new SigningBench(other)) {
            otherBench.time = time;
            ArtifactSigningClient client = otherBench.client();
            client.sign(DigestAlgorithm.SHA256, SigningBench.digest());
            time.sleep(Duration.ofMinutes(56));

            client.sign(DigestAlgorithm.SHA256, SigningBench.digest());

            assertThat(otherBench.fetched).hasValue(2);
            assertThat(other.violations()).isEmpty();
        }
    }

    @Test
    void tokenGoesToNoOtherHost() {
        azure.misbehave(Place.SUBMIT, Fault.of(Kind.REDIRECT));
        assertThat(bench.problem().id()).isEqualTo("artifact-signing-redirect");

        bench.access = bench.access("2023-06-15-preview");
        azure.misbehave(Place.SUBMIT, Fault.of(Kind.OTHER_HOST));
        assertThat(bench.problem().id()).isEqualTo("artifact-signing-foreign-host");
        assertThat(azure.requests(Place.POLL)).isEqualTo(pollsBefore);
    }

    @Test
    void interruptEndsItAtOnce() throws Exception {
        azure.misbehave(Place.SUBMIT, Fault.of(Kind.HANG));
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread signing = new Thread(() -> {
            try {
                bench.sign();
            } catch (Throwable e) {
                end.complete(e);
            }
        });
        signing.start();
        while (azure.requests(Place.SUBMIT) == submissionsBefore) {
            Thread.onSpinWait();
        }

        signing.interrupt();

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        signing.join();
    }
}
