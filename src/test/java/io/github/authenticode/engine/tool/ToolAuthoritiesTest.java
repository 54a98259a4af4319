package io.github.authenticode.engine.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.testing.run.SampleProblem;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToolAuthoritiesTest {
    private static final URI FIRST = URI.create("http://first.example/");
    private static final URI SECOND = URI.create("http://second.example/");
    private static final URI THIRD = URI.create("http://third.example/");

    private final BuildMemory build = new BuildMemory(Clock.systemUTC(), Sleeper.REAL);
    private final ToolAuthorities authorities = of(FIRST, SECOND, THIRD);

    private ToolAuthorities of(URI... urls) {
        return new ToolAuthorities(
                new Timestamping(true, List.of(urls), 3, Duration.ZERO, Duration.ofSeconds(1)), build::authority);
    }

    @Test
    void everyTryOfAFileAsksTheNextAuthority() {
        assertThat(tries(authorities)).containsExactly(FIRST, SECOND, THIRD, FIRST);
    }

    @Test
    void authorityThatFailedAWholeCallIsPassedOverByEveryModule() {
        authorities.told(FIRST, List.of(noTimestamp(), noTimestamp()));
        assertThat(tries(authorities)).containsExactly(SECOND, THIRD, SECOND, THIRD);
        assertThat(tries(of(FIRST, SECOND))).containsExactly(SECOND, SECOND, SECOND, SECOND);
    }

    @Test
    void onlyAuthorityIsAskedAgainThoughItFailed() {
        authorities.told(FIRST, List.of(noTimestamp()));
        assertThat(tries(of(FIRST))).containsOnly(FIRST);
    }

    @Test
    void authorityThatTimestampedAnyFileOfACallIsNotToBlame() {
        authorities.told(FIRST, List.of(noTimestamp(), new Attempt.Done()));
        assertThat(tries(authorities)).startsWith(FIRST);
    }

    @Test
    void authorityIsNotToBlameForAPasswordThatIsWrong() {
        authorities.told(FIRST, List.of(noTimestamp(), failed("signtool-pfx-password")));
        assertThat(tries(authorities)).startsWith(FIRST);
    }

    @Test
    void authorityThatAnswersAgainIsAskedAgain() {
        authorities.told(FIRST, List.of(noTimestamp()));
        authorities.told(FIRST, List.of(new Attempt.Done()));
        assertThat(tries(authorities)).startsWith(FIRST);
    }

    private static List<URI> tries(ToolAuthorities authorities) {
        return IntStream.rangeClosed(1, 4)
                .mapToObj(attempt -> authorities.at(attempt).orElseThrow())
                .toList();
    }

    private static Attempt noTimestamp() {
        return failed("signtool-timestamp-failed");
    }

    private static Attempt failed(String id) {
        return new Attempt.Failed(SampleProblem.of(id, "It failed.", "Try again."), true);
    }
}
