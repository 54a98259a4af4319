package io.github.authenticode.cloud.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.testing.run.SampleProblem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Instant now = NOON;
    private int asked;
    private Duration life = Duration.ofMinutes(60);
    private final Deque<CloudException> failures = new ArrayDeque<>();
    private final TokenCache cache = new TokenCache(this::make, new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    private AccessToken make() throws CloudException {
        asked++;
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        return new AccessToken(Secret.of("token" + asked), now.plus(life));
    }

    @Test
    void tokenIsReplacedFiveMinutesBeforeItsEnd() throws Exception {
        assertThat(at(0)).isEqualTo("token1");
        assertThat(at(54 * 60 + 59)).isEqualTo("token1");
        assertThat(at(55 * 60)).isEqualTo("token2");
    }

    @Test
    void tokenAskedForAheadIsThereWhenItIsNeeded() throws Exception {
        cache.signIn();
        assertThat(asked).isEqualTo(1);
        assertThat(at(0)).isEqualTo("token1");
    }

    @Test
    void failureToSignInAheadIsToldOnceAndCostsNoSecondTry() {
        CloudException wrong = failure(false);
        failures.add(wrong);
        cache.signIn();
        assertThatThrownBy(() -> at(0)).isSameAs(wrong);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void tokenOfFiveSecondsIsUsedForFour() throws Exception {
        life = Duration.ofSeconds(5);
        assertThat(at(0)).isEqualTo("token1");
        assertThat(at(3)).isEqualTo("token1");
        assertThat(at(4)).isEqualTo("token2");
        assertThat(at(7)).isEqualTo("token2");
        assertThat(at(9)).isEqualTo("token3");
    }

    @Test
    void tokenThatIsAtItsEndAlreadyIsGivenOut() throws Exception {
        life = Duration.ZERO;
        assertThat(at(0)).isEqualTo("token1");
        assertThat(at(0)).isEqualTo("token2");
    }

    @Test
    void failureToReplaceLeavesAGoodTokenInUse() throws Exception {
        at(0);
        failures.add(failure(true));
        assertThat(at(56 * 60)).isEqualTo("token1");
        assertThat(at(56 * 60 + 29)).isEqualTo("token1");
        assertThat(asked).isEqualTo(2);
        assertThat(at(56 * 60 + 30)).isEqualTo("token3");
    }

    @Test
    void failureCountsOnceTheTokenHasEnded() throws Exception {
        at(0);
        failures.add(failure(true));
        assertThatThrownBy(() -> at(60 * 60)).isInstanceOf(CloudException.class);
    }

    @Test
    void refusalCountsAtOnce() throws Exception {
        at(0);
        failures.add(failure(false));
        assertThatThrownBy(() -> at(56 * 60)).isInstanceOf(CloudException.class);
    }

    @Test
    void refusedTokenIsForgottenUnlessAnotherTookItsPlace() throws Exception {
        AccessToken first = cache.token();
        cache.discard(first);
        AccessToken second = cache.token();
        assertThat(second).isNotEqualTo(first);
        cache.discard(first);
        assertThat(cache.token()).isSameAs(second);
    }

    @Test
    void manyThreadsAskOnce() throws Exception {
        CountDownLatch allAreThere = new CountDownLatch(16);
        List<AccessToken> tokens = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            threads.add(new Thread(() -> {
                try {
                    allAreThere.countDown();
                    allAreThere.await();
                    tokens.add(cache.token());
                } catch (CloudException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(tokens).hasSize(16).containsOnly(cache.token());
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void threadThatWaitsForAnotherOnesTokenCanBeInterrupted() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        TokenCache slow = new TokenCache(
                () -> {
                    asking.countDown();
                    answer.await();
                    return make();
                },
                Clock.systemUTC());
        Thread first = new Thread(() -> quietly(slow));
        first.start();
        asking.await();
        Thread second = new Thread(() -> quietly(slow));
        second.start();
        second.interrupt();
        second.join();
        answer.countDown();
        first.join();
        assertThat(asked).isEqualTo(1);
    }

    private static void quietly(TokenCache cache) {
        try {
            cache.token();
        } catch (CloudException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String at(int second) throws CloudException, InterruptedException {
        now = NOON.plusSeconds(second);
        return cache.token().value().reveal();
    }

    private static CloudException failure(boolean retryable) {
        return new CloudException(SampleProblem.of("x", "Cause.", "Remedy."), retryable);
    }
}
