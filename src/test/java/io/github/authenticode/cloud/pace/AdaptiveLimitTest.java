package io.github.authenticode.cloud.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.cloud.pace.AdaptiveLimit.RestException;
import io.github.authenticode.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdaptiveLimitTest {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final VirtualTime time = new VirtualTime();
    private final AdaptiveLimit limit = new AdaptiveLimit(16, time, time);

    @Test
    void throttlingHalvesOnceForAllThatWereUnderWay() throws Exception {
        List<AdaptiveLimit.Permit> permits = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            permits.add(limit.enter(LONGEST));
        }

        permits.forEach(permit -> permit.throttled(Optional.empty()));
        assertThat(limit.places()).isEqualTo(8);
        permits.forEach(AdaptiveLimit.Permit::close);

        throttle(Optional.empty());
        assertThat(limit.places()).isEqualTo(4);
        IntStream.range(0, 9).forEach(i -> throttle(Optional.empty()));
        assertThat(limit.places()).isEqualTo(1);
    }

    @Test
    void eachRoundOfSuccessesBringsOnePlaceBackAndNoMoreThanThereWere() {
        throttle(Optional.empty());
        throttle(Optional.empty());
        assertThat(limit.places()).isEqualTo(4);

        succeed(4);
        assertThat(limit.places()).isEqualTo(4); // 4.9
        succeed(1);
        assertThat(limit.places()).isEqualTo(5);
        succeed(1000);
        assertThat(limit.places()).isEqualTo(16);
    }

    @Test
    void nobodyEntersBeforeTheServiceWantsToBeAskedAgain() {
        throttle(Optional.of(Duration.ofSeconds(7)));
        assertThat(limit.rest()).isEqualTo(Duration.ofSeconds(7));

        succeed(1);

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(7));
        assertThat(limit.rest()).isZero();
        succeed(1);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void serviceThatDoesNotSayHowLongIsLeftAloneLongerEachTime() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            throttle(Optional.empty());
            waits.add(limit.rest().toSeconds());
        }

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 32L, 32L);
        succeed(1);
        throttle(Optional.empty());
        assertThat(limit.rest()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whoFindsNoPlaceWaitsForOne() throws Exception {
        AdaptiveLimit one = new AdaptiveLimit(1, time, time);
        AdaptiveLimit.Permit first = one.enter(LONGEST);
        CountDownLatch entered = new CountDownLatch(1);
        Thread second = new Thread(() -> {
            try (AdaptiveLimit.Permit permit = one.enter(LONGEST)) {
                permit.succeeded();
                entered.countDown();
            } catch (InterruptedException | RestException e) {
                throw new IllegalStateException(e);
            }
        });
        second.start();
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(entered.getCount()).isOne();

        first.close();

        second.join();
        assertThat(entered.getCount()).isZero();
    }

    @Test
    void interruptedWaitTakesNoPlace() throws Exception {
        AdaptiveLimit one = new AdaptiveLimit(1, time, duration -> {
            throw new InterruptedException();
        });
        try (AdaptiveLimit.Permit permit = one.enter(LONGEST)) {
            permit.throttled(Optional.of(Duration.ofSeconds(1)));
        }
        assertThatThrownBy(() -> one.enter(LONGEST)).isInstanceOf(InterruptedException.class);
        time.sleep(Duration.ofSeconds(1));

        one.enter(LONGEST).close();
    }

    @Test
    void whoWaitedForAPlaceIsToldOfARestThatNobodyWaitsFor() throws Exception {
        AdaptiveLimit one = new AdaptiveLimit(1, time, time);
        AdaptiveLimit.Permit first = one.enter(LONGEST);
        Duration[] told = new Duration[1];
        Thread second = new Thread(() -> {
            try (AdaptiveLimit.Permit permit = one.enter(LONGEST)) {
                permit.succeeded();
            } catch (RestException e) {
                told[0] = e.rest();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        second.start();
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        first.throttled(Optional.of(Duration.ofDays(1)));
        first.close();
        second.join();

        assertThat(told[0]).isEqualTo(Duration.ofDays(1));
        assertThat(time.passed()).isZero();
        time.sleep(Duration.ofDays(1));
        one.enter(LONGEST).close();
    }

    @Test
    void restThatGrowsWhileSomebodyWaitsIsNotWaitedForForEver() throws Exception {
        AdaptiveLimit[] shared = new AdaptiveLimit[1];
        AdaptiveLimit.Permit[] busy = new AdaptiveLimit.Permit[1];
        shared[0] = new AdaptiveLimit(2, time, duration -> {
            time.sleep(duration);
            busy[0].throttled(Optional.of(Duration.ofSeconds(90)));
        });
        busy[0] = shared[0].enter(LONGEST);
        busy[0].throttled(Optional.of(Duration.ofSeconds(90)));
        busy[0].close();

        assertThatThrownBy(() -> shared[0].enter(LONGEST))
                .isInstanceOf(RestException.class)
                .hasMessage("wants to be left alone for 90 more seconds");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void whoeverWantsMoreAtOnceRaisesTheLimit() {
        limit.raise(40);
        limit.raise(8);
        assertThat(limit.places()).isEqualTo(40);
        throttle(Optional.empty());
        limit.raise(40);
        assertThat(limit.places()).isEqualTo(20);
    }

    private void throttle(Optional<Duration> rest) {
        try (AdaptiveLimit.Permit permit = limit.enter(LONGEST)) {
            permit.throttled(rest);
        } catch (InterruptedException | RestException e) {
            throw new IllegalStateException(e);
        }
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            try (AdaptiveLimit.Permit permit = limit.enter(LONGEST)) {
                permit.succeeded();
            } catch (InterruptedException | RestException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
