package io.github.authenticode.cloud.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimestampAuthorityTest {
    private final VirtualTime time = new VirtualTime();

    @Test
    void tenFailuresInARowKeepEverybodyAway() {
        TimestampAuthority authority = new TimestampAuthority(time, time, Duration.ofHours(1));

        fail(authority, 9);
        assertThat(authority.mayBeAsked()).isTrue();
        authority.answered();
        fail(authority, 9);
        assertThat(authority.isShunned()).isFalse();
        fail(authority, 1);

        assertThat(authority.isShunned()).isTrue();
        assertThat(authority.mayBeAsked()).isFalse();
        assertThat(authority.isFit()).isFalse();
        assertThat(authority.lastFailure()).isEqualTo("HTTP 503");
    }

    @Test
    void afterTheRestOneAtATimeMayTry() {
        TimestampAuthority authority = new TimestampAuthority(time, time, Duration.ZERO);
        fail(authority, TimestampAuthority.FAILURES);

        assertThat(authority.isShunned()).isFalse();
        assertThat(authority.mayBeAsked()).isTrue();
        assertThat(authority.mayBeAsked()).isFalse();
        authority.answered();

        assertThat(authority.mayBeAsked()).isTrue();
        assertThat(authority.mayBeAsked()).isTrue();
        assertThat(authority.isFit()).isTrue();
    }

    @Test
    void busyAuthorityIsAlive() {
        TimestampAuthority authority = new TimestampAuthority(time, time, Duration.ofHours(1));
        fail(authority, 9);

        authority.throttled();
        fail(authority, 9);

        assertThat(authority.isShunned()).isFalse();
    }

    private static void fail(TimestampAuthority authority, int times) {
        for (int i = 0; i < times; i++) {
            authority.failed("HTTP 503");
        }
    }
}
