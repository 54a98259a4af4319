package io.github.authenticode.engine.embedded.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorityRotationTest {
    private static final URI A = URI.create("http://a.example/tsa");
    private static final URI B = URI.create("http://b.example/tsa");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void waitsOnlyWhenARoundIsCompleteAndTwiceAsLongEachTime() {
        AuthorityRotation turns = new AuthorityRotation(List.of(A, B), 0, SECOND);

        turns.failed("x", false);
        assertThat(turns.current()).isEqualTo(B);
        assertThat(turns.delay()).isZero();
        turns.failed("x", false);
        assertThat(turns.current()).isEqualTo(A);
        assertThat(turns.delay()).isEqualTo(SECOND);
        turns.failed("x", false);
        assertThat(turns.delay()).isZero();
        turns.failed("x", false);
        assertThat(turns.delay()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    void waitIsLimitedUnlessTheUserAsksForMore() {
        assertThat(delayAfterRounds(30, Duration.ofSeconds(10))).isEqualTo(Duration.ofMinutes(2));
        assertThat(delayAfterRounds(30, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void beginsWhereItIsToldAndGoesRound() {
        AuthorityRotation turns = new AuthorityRotation(List.of(A, B), 1, SECOND);

        assertThat(turns.current()).isEqualTo(B);
        turns.failed("x", false);
        assertThat(turns.current()).isEqualTo(A);
    }

    @Test
    void whoRefusesIsNotAskedAgain() {
        AuthorityRotation turns = new AuthorityRotation(List.of(A, B), 0, SECOND);

        turns.failed("HTTP 404", true);
        assertThat(turns.current()).isEqualTo(B);
        turns.failed("HTTP 503", false);
        assertThat(turns.current()).isEqualTo(B);
        assertThat(turns.exhausted()).isFalse();
        turns.failed("HTTP 403", true);
        assertThat(turns.exhausted()).isTrue();
        assertThat(turns.reasons()).isEqualTo("http://a.example/tsa: HTTP 404; http://b.example/tsa: HTTP 403");
    }

    @Test
    void reasonsHoldNeitherPasswordNorKey() {
        AuthorityRotation turns =
                new AuthorityRotation(List.of(URI.create("http://user:canary@a.example/tsa?key=canary")), 0, SECOND);

        turns.failed("HTTP 401", true);

        assertThat(turns.reasons()).isEqualTo("http://****@a.example/tsa?key=****: HTTP 401");
    }

    private static Duration delayAfterRounds(int rounds, Duration retryDelay) {
        AuthorityRotation turns = new AuthorityRotation(List.of(A), 0, retryDelay);
        for (int round = 0; round < rounds; round++) {
            turns.failed("x", false);
        }
        return turns.delay();
    }
}
