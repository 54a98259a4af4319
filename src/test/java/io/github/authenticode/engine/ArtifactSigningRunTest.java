package io.github.authenticode.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.azuredouble.Fault;
import io.github.authenticode.azuredouble.Fault.Kind;
import io.github.authenticode.azuredouble.Place;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs with Artifact Signing. How long the double takes can be set; what the genuine service takes is about
 * {@code -Dauthenticode.test.operation=PT1S -Dauthenticode.test.timestamp=PT0.3S}.
 */
@Timeout(120)
class ArtifactSigningRunTest {
    private static final int FILES = 100;
    private static final Duration OPERATION =
            Duration.parse(System.getProperty("authenticode.test.operation", "PT0.01S"));
    private static final Duration TIMESTAMP =
            Duration.parse(System.getProperty("authenticode.test.timestamp", "PT0.003S"));

    @TempDir
    static Path shared;

    private static TestAuthority authority;

    @TempDir
    Path folder;

    @BeforeAll
    static void openAuthority() throws Exception {
        authority = TestAuthority.open(shared, Clock.systemUTC());
    }

    @Test
    void hundredFilesCostOneSignatureEachAndOneTokenInAll() throws Exception {
        try (AzureDouble azure = AzureDouble.settings()
                .operationTime(OPERATION)
                .timestamps(authority, TIMESTAMP)
                .start()) {
            RunOnAzure run = new RunOnAzure(azure, authority, folder);
            for (int i = 0; i < FILES; i++) {
                run.add(i + ".exe");
            }
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            long start = System.nanoTime();

            List<FileResult> results = run.sign(16, Sleeper.REAL);

            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            System.out.println(
                    FILES + " files, " + OPERATION + " a signature, " + TIMESTAMP + " a timestamp, 16 threads: "
                            + azure.operations() + " operations, " + azure.tokens() + " token, " + millis + " ms");
            assertThat(results).hasSize(FILES).allMatch(r -> r.outcome() instanceof Outcome.Signed);
            assertThat(azure.operations()).isEqualTo(FILES);
            assertThat(run.use().spent()).isEqualTo(azure.operations());
            assertThat(azure.requests(Place.TOKEN)).isOne();
            assertThat(azure.requests(Place.TIMESTAMP)).isEqualTo(FILES);
            assertThat(azure.correlationIds()).containsExactly(run.use().correlationId());
            assertThat(azure.violations()).isEmpty();
            assertThat(threadsSince(before)).isEmpty();
        }
    }

    /** Those of the double aside; the JDK's HTTP client ends after a garbage collection. */
    private static List<Thread> threadsSince(Set<Thread> before) throws InterruptedException {
        System.gc();
        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(before);
        left.removeIf(thread -> thread.getName().equals("azure-double"));
        long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        for (Thread thread : left) {
            thread.join(Math.max(1, Duration.ofNanos(limit - System.nanoTime()).toMillis()));
        }
        left.removeIf(thread -> !thread.isAlive());
        return new ArrayList<>(left);
    }

    @Test
    void wrongSignatureNeverReachesAFile() throws Exception {
        try (AzureDouble azure = start()) {
            RunOnAzure run = new RunOnAzure(azure, authority, folder);
            run.add("good.exe");
            Path wrong = run.add("wrong.exe");
            Path other = run.add("other.exe");
            azure.misbehave(
                    Place.SUBMIT,
                    Fault.of(Kind.SHUFFLED),
                    Fault.of(Kind.WRONG_SIGNATURE),
                    Fault.of(Kind.WRONG_SIGNATURE),
                    Fault.of(Kind.OTHER_ALGORITHM),
                    Fault.of(Kind.OTHER_ALGORITHM));

            List<FileResult> results = run.sign(1, duration -> {});

            assertThat(results.get(0).outcome()).isInstanceOf(Outcome.Signed.class);
            for (FileResult result : results.subList(1, 3)) {
                assertThat(RunOnAzure.problem(result).id()).isEqualTo("artifact-signing-wrong-signature");
                assertThat(RunOnAzure.problem(result).evidence().orElseThrow())
                        .startsWith("it does not match the digest and the certificate that came with it");
            }
            assertThat(wrong).hasBinaryContent(RunOnAzure.contentOf(1));
            assertThat(other).hasBinaryContent(RunOnAzure.contentOf(2));
            assertThat(azure.operations()).isEqualTo(5);
            assertThat(run.use().spent()).isEqualTo(5);
        }
    }

    @Test
    void operationThatFailsCostsItsFileAlone() throws Exception {
        try (AzureDouble azure = start()) {
            RunOnAzure run = new RunOnAzure(azure, authority, folder);
            Path bad = run.add("bad.exe");
            run.add("good.exe");
            azure.misbehave(Place.SUBMIT, Fault.of(Kind.FAILED));

            List<FileResult> results = run.sign(1, duration -> {});

            assertThat(RunOnAzure.problem(results.get(0)).id()).isEqualTo("artifact-signing-failed");
            assertThat(bad).hasBinaryContent(RunOnAzure.contentOf(0));
            assertThat(results.get(1).outcome()).isInstanceOf(Outcome.Signed.class);
        }
    }

    @Test
    void throttledServiceIsWaitedForAsLongAsItAsks() throws Exception {
        List<Duration> pauses = new ArrayList<>();
        try (AzureDouble azure = start()) {
            RunOnAzure run = new RunOnAzure(azure, authority, folder);
            run.add("a.exe");
            azure.misbehave(
                    Place.SUBMIT,
                    Fault.throttle(429, "7"),
                    Fault.throttle(503, "9"),
                    Fault.of(Kind.CUT),
                    Fault.html(502));

            FileResult result = run.sign(1, pauses::add).get(0);

            assertThat(result.outcome()).isInstanceOf(Outcome.Signed.class);
            assertThat(result.attempts()).isOne();
            // The clock is a real one: what is left of a rest is some milliseconds shorter than what was asked for.
            assertThat(pauses.subList(0, 2))
                    .extracting(pause -> Math.round(pause.toMillis() / 1000.0))
                    .containsExactly(7L, 9L);
            assertThat(azure.operations()).isEqualTo(1);
            // The one that was cut might have been taken all the same.
            assertThat(run.use().spent()).isEqualTo(2);
        }
    }

    @Test
    void serviceThatAnswersNonsenseSpoilsNoFile() throws Exception {
        for (Fault fault : List.of(Fault.html(200), Fault.of(Kind.HUGE))) {
            try (AzureDouble azure = start()) {
                RunOnAzure run = new RunOnAzure(azure, authority, folder);
                Path file = run.add("a.exe");
                azure.misbehave(Place.SUBMIT, fault);

                FileResult result = run.sign(1, duration -> {}).get(0);

                assertThat(RunOnAzure.problem(result).id())
                        .isEqualTo(fault.kind() == Kind.HUGE ? "artifact-signing-answer" : "artifact-signing-page");
                assertThat(file).hasBinaryContent(RunOnAzure.contentOf(0));
            }
        }
    }

    private static AzureDouble start() throws Exception {
        return AzureDouble.settings().timestamps(authority, Duration.ZERO).start();
    }
}
