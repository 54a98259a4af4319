package io.github.authenticode.cloud;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How often and how long one signature may still be tried for. Waits as long as the service asks, or longer each time. */
final class RetryBudget {
    private static final int MAX_RETRIES = 5;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private final Clock clock;
    private final Pause pause;
    private final Instant deadline;
    private int retries;

    RetryBudget(Clock clock, Pause pause, Duration limit) {
        this.clock = clock;
        this.pause = pause;
        this.deadline = clock.instant().plus(limit);
    }

    /** Waits for the next try; false, at once, if there is none left, or if it would come too late. */
    boolean waitForRetry(Optional<Duration> asked) throws InterruptedException {
        Duration wait = asked.orElse(FIRST_WAIT.multipliedBy(1L << retries));
        if (retries >= MAX_RETRIES || isBeyond(wait)) {
            return false;
        }
        retries++;
        pause.sleep(wait);
        return true;
    }

    /** Waits until the state is asked for again; false, at once, if the limit would be passed. */
    boolean waitForPoll(Duration wait) throws InterruptedException {
        if (isBeyond(wait)) {
            return false;
        }
        pause.sleep(wait);
        return true;
    }

    private boolean isBeyond(Duration wait) {
        return clock.instant().plus(wait).isAfter(deadline);
    }

    /** What the answer asks for in Retry-After: seconds, or a date (RFC 9110, 10.2.3). */
    static Optional<Duration> retryAfter(HttpHeaders headers, Clock clock) {
        return headers.firstValue("Retry-After").flatMap(text -> parse(text.trim(), clock.instant()));
    }

    private static Optional<Duration> parse(String text, Instant now) {
        try {
            if (text.matches("\\d{1,6}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
        } catch (DateTimeException e) {
            // As if the service had not said when.
            return Optional.empty();
        }
    }
}
