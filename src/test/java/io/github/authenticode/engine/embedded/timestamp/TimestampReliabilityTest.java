package io.github.authenticode.engine.embedded.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.pace.TimestampAuthority;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.engine.embedded.timestamp.TimestampTransport.ThrottledException;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.testing.TwoASecond;
import io.github.authenticode.testing.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many files, several modules, and authorities that are not what they should be; in virtual time. */
@Timeout(60)
class TimestampReliabilityTest {
    private static final URI A = URI.create("http://a");
    private static final URI B = URI.create("http://b");

    @TempDir
    static Path folder;

    private static TestAuthority authority;

    private final VirtualTime time = new VirtualTime();
    private final BuildMemory build = new BuildMemory(time, time);
    private final List<URI> asked = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void openAuthority() throws Exception {
        authority = TestAuthority.open(folder, Clock.systemUTC());
    }

    @Test
    void authorityThatFailsThreeInTenAtRandomCostsNoFile() throws Exception {
        TimestampTransport flaky = failing(A, new Random(4711), 0.3);

        sign(module(flaky, A), 100);

        assertThat(asked).hasSizeBetween(120, 200);
    }

    @Test
    void deadAuthorityIsAskedOnceInABuildWhoseOtherOneWorks() throws Exception {
        for (int module = 0; module < 10; module++) {
            sign(module(failing(A, new Random(1), 1), A, B), 10);
        }

        assertThat(asked.stream().filter(A::equals)).hasSize(1);
        assertThat(asked).hasSize(101);
    }

    @Test
    void deadAuthorityIsAskedABoundedNumberOfTimesThoughTheOtherOneFailsNowAndThen() throws Exception {
        Random random = new Random(4711);
        for (int module = 0; module < 10; module++) {
            sign(
                    module(
                            (uri, query) -> {
                                asked.add(uri);
                                if (uri.equals(A) || random.nextDouble() < 0.3) {
                                    throw new IOException("HTTP 503");
                                }
                                return authority.respond(query);
                            },
                            A,
                            B),
                    10);
        }

        assertThat(asked.stream().filter(A::equals)).hasSize(TimestampAuthority.FAILURES);
    }

    @Test
    void deadAuthorityThatIsTheOnlyOneIsAskedABoundedNumberOfTimesByTenModules() {
        for (int module = 0; module < 10; module++) {
            TimestampClient client = module(failing(A, new Random(1), 1), A);
            for (int file = 0; file < 10; file++) {
                assertThatThrownBy(() -> client.timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                        .isInstanceOf(TimestampException.class)
                        .hasMessageStartingWith("http://a: HTTP 503");
            }
        }

        assertThat(asked).hasSize(TimestampAuthority.FAILURES);
        assertThatThrownBy(() -> module((uri, query) -> query, A).timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                .hasMessage("http://a: HTTP 503 (10 times in a row, and not asked again yet)");
        // The waits of the first file, and of no other.
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2 + 4 + 8 + 16 + 32));
    }

    @Test
    void authorityThatTakesTwoASecondServesSixteenAtATime() throws Exception {
        TwoASecond throttle = new TwoASecond(time);
        TimestampTransport slow = (uri, query) -> {
            if (!throttle.allows()) {
                throw new ThrottledException("HTTP 429", Optional.of(Duration.ofSeconds(1)));
            }
            return authority.respond(query);
        };

        inParallel(Collections.nCopies(60, module(slow, A)));

        assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(29));
        assertThat(throttle.refused()).isLessThan(80);
    }

    @Test
    void restThatAnAuthorityAsksForIsSpentAtTheOtherOne() throws Exception {
        TimestampTransport transport = (uri, query) -> {
            asked.add(uri);
            if (uri.equals(A)) {
                throw new ThrottledException("HTTP 503", Optional.of(Duration.ofSeconds(60)));
            }
            return authority.respond(query);
        };

        sign(module(transport, A, B), 5);

        assertThat(asked).containsExactly(A, B, B, B, B, B);
        assertThat(time.passed()).isZero();
        time.sleep(Duration.ofSeconds(60));
        sign(module(transport, A, B), 1);
        assertThat(asked.subList(6, 8)).containsExactly(A, B);
    }

    @Test
    void authorityThatWantsAnHourIsNotWaitedFor() {
        TimestampTransport transport = (uri, query) -> {
            asked.add(uri);
            throw new ThrottledException("HTTP 429", Optional.of(Duration.ofHours(1)));
        };

        assertThatThrownBy(() -> module(transport, A).timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                .hasMessageMatching("http://a: wants to be left alone for 3\\d\\d\\d more seconds");
        assertThat(asked).hasSize(1);
        assertThat(time.passed()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void buildWithoutRetriesLeftSaysSo() {
        while (build.retries().take()) {
            // all used up by other files
        }

        assertThatThrownBy(
                        () -> module(failing(A, new Random(1), 1), A).timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                .hasMessage(
                        "http://a: HTTP 503. It was not tried again: 100 retries of this build have come to nothing.");
        assertThat(asked).hasSize(1);
    }

    @Test
    void modulesThatSignAtTheSameTimeShareTheLimit() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        TimestampTransport holding = (uri, query) -> {
            inside.incrementAndGet();
            release.await();
            return authority.respond(query);
        };
        TimestampClient one = module(holding, A);
        TimestampClient two = module(holding, A);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            TimestampClient client = i % 2 == 0 ? one : two;
            Thread thread = new Thread(() -> timestamp(client));
            threads.add(thread);
            thread.start();
        }
        while (inside.get() < TimestampAuthority.MOST
                || !threads.stream().allMatch(t -> t.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        assertThat(inside).hasValue(TimestampAuthority.MOST);

        release.countDown();

        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(inside).hasValue(40);
    }

    private TimestampTransport failing(URI who, Random random, double share) {
        return (uri, query) -> {
            asked.add(uri);
            if (uri.equals(who) && random.nextDouble() < share) {
                throw new IOException("HTTP 503");
            }
            return authority.respond(query);
        };
    }

    /** What signs the files of one module; all modules are of one build. */
    private TimestampClient module(TimestampTransport transport, URI... authorities) {
        Timestamping settings = new Timestamping(true, List.of(), 6, Duration.ofSeconds(2), Duration.ofSeconds(20));
        return new TimestampClient(settings, List.of(authorities), transport, build);
    }

    private static void sign(TimestampClient client, int files) throws InterruptedException {
        for (int file = 0; file < files; file++) {
            assertThat(client.timestamp(DigestAlgorithm.SHA256, new byte[] {(byte) file}))
                    .isNotNull();
        }
    }

    private static void inParallel(List<TimestampClient> files) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Object>> tasks = files.stream()
                    .map(client -> (Callable<Object>) () -> client.timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                    .toList();
            for (Future<Object> file : pool.invokeAll(tasks)) {
                assertThat(file.get()).isNotNull();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void timestamp(TimestampClient client) {
        try {
            client.timestamp(DigestAlgorithm.SHA256, new byte[] {1});
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
