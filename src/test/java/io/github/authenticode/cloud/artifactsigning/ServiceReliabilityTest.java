package io.github.authenticode.cloud.artifactsigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.azuredouble.Fault;
import io.github.authenticode.azuredouble.Place;
import io.github.authenticode.cloud.key.SignedDigest;
import io.github.authenticode.cloud.pace.AdaptiveLimit;
import io.github.authenticode.cloud.pace.PollTimes;
import io.github.authenticode.cloud.pace.RetryBudget;
import io.github.authenticode.cloud.pace.ServicePace;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.testing.TwoASecond;
import io.github.authenticode.testing.VirtualTime;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many signatures of a service that is busy; in virtual time. */
@Timeout(60)
class ServiceReliabilityTest {
    private static final int FILES = 40;

    private final VirtualTime time = new VirtualTime();
    private AzureDouble azure;
    private SigningBench bench;

    @BeforeEach
    void start() throws Exception {
        azure = AzureDouble.start();
        bench = new SigningBench(azure);
        bench.pace = ServicePace.of(time, time, new RetryBudget());
    }

    @AfterEach
    void stop() {
        bench.close();
        azure.close();
    }

    @Test
    void serviceThatTakesTwoRequestsASecondSignsEverythingForSixteenAtATime() throws Exception {
        TwoASecond throttle = new TwoASecond(time);
        HttpExchange throttled = request -> throttle.allows() ? bench.http.send(request) : tooMany();

        sign(List.of(bench.client(throttled)));

        // Two requests a signature: to submit the digest, and to ask for the signature.
        assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(FILES - 1));
        assertThat(throttle.refused()).isLessThan(3 * FILES);
        assertThat(azure.operations()).isEqualTo(FILES);
    }

    @Test
    void modulesThatSignAtTheSameTimeShareTheLimit() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        HttpExchange counting = request -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                return bench.http.send(request);
            } finally {
                inside.decrementAndGet();
            }
        };
        bench.pace = new ServicePace(time, time, new AdaptiveLimit(2, time, time), new RetryBudget(), new PollTimes());

        sign(List.of(bench.client(counting), bench.client(counting)));

        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(azure.operations()).isEqualTo(2 * FILES);
    }

    @Test
    void buildWithoutRetriesLeftSaysSoAndTriesNoFileAgain() {
        while (bench.pace.retries().take()) {
            // all used up by other files
        }
        azure.misbehave(Place.SUBMIT, Fault.status(500));

        CloudException failure = catchThrowableOfType(CloudException.class, bench::sign);

        assertThat(failure.problem().cause())
                .isEqualTo("Artifact Signing at " + azure.url() + " has a failure of its own. It was not tried again:"
                        + " 100 retries of this build have come to nothing.");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(azure.requests(Place.SUBMIT)).isOne();
    }

    @Test
    void serviceThatWantsToBeLeftAloneForAnHourIsNotAskedForTheNextFile() throws Exception {
        azure.misbehave(Place.SUBMIT, Fault.throttle(429, "3600"));
        assertThatThrownBy(bench::sign).hasMessageContaining("asked too often");

        CloudException failure = catchThrowableOfType(CloudException.class, bench::sign);

        assertThat(failure.problem().text())
                .isEqualTo("Artifact Signing was not asked, since it wants to be left alone for 3600 more seconds."
                        + " Wait, lower <concurrency>, and look at the quota of account example-account.");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(azure.requests(Place.SUBMIT)).isOne();
        time.sleep(Duration.ofHours(1));
        assertThat(bench.sign()).isNotNull();
    }

    @Test
    void serviceThatThrottlesForEverIsGivenUp() {
        HttpExchange closed = request -> tooMany();

        CloudException failure = catchThrowableOfType(
                CloudException.class, () -> bench.client(closed).sign(DigestAlgorithm.SHA256, new byte[32]));

        assertThat(failure.problem().id()).isEqualTo("artifact-signing-429");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void serviceIsAskedWhenTheSignatureUsuallyIsReady() {
        PollTimes times = new PollTimes();
        assertThat(times.next(0, Duration.ZERO)).isEqualTo(Duration.ofMillis(50));
        assertThat(times.next(1, Duration.ofMillis(50))).isEqualTo(Duration.ofMillis(75));
        assertThat(times.next(9, Duration.ofMillis(990))).isEqualTo(Duration.ofSeconds(1));

        times.ready(Duration.ofMillis(1100), false);

        assertThat(times.next(0, Duration.ZERO)).isEqualTo(Duration.ofMillis(1100));
        for (int i = 0; i < 50; i++) {
            Duration waited = times.next(0, Duration.ZERO);
            boolean atOnce = waited.compareTo(Duration.ofSeconds(1)) >= 0;
            Duration taken = atOnce ? waited : waited.plus(times.next(1, waited));
            times.ready(taken, atOnce);
        }
        // It takes a second.
        assertThat(times.next(0, Duration.ZERO)).isBetween(Duration.ofMillis(960), Duration.ofMillis(1040));
    }

    @Test
    void operationThatHungMakesTheNextOnesWaitForFiveSecondsAtMost() {
        PollTimes times = new PollTimes();

        times.ready(Duration.ofSeconds(100), false);

        assertThat(times.next(0, Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
    }

    private static HttpExchange.Answer tooMany() {
        return new HttpExchange.Answer(
                429, HttpHeaders.of(Map.of("Retry-After", List.of("1")), (name, value) -> true), new byte[0]);
    }

    /** Forty signatures by each client, sixteen at a time. */
    private static void sign(List<ArtifactSigningClient> clients) throws Exception {
        List<Callable<SignedDigest>> tasks = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            byte[] digest = new byte[32];
            digest[0] = (byte) file;
            clients.forEach(client -> tasks.add(() -> client.sign(DigestAlgorithm.SHA256, digest)));
        }
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            for (Future<SignedDigest> signed : pool.invokeAll(tasks)) {
                assertThat(signed.get()).isNotNull();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
