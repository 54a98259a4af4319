package io.github.authenticode.http;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The wait that an answer asks for in Retry-After: seconds, or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
    /**
     * Nobody waits for so long; who asks for more, such as for a day, is asked again by a later build of a JVM that
     * lives on.
     */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** An hour at most. Empty also where it is not understood, as if the service had not said when. */
    public static Optional<Duration> of(HttpHeaders headers, Clock clock) {
        return headers.firstValue("Retry-After")
                .flatMap(text -> parse(text.trim(), clock.instant()))
                .map(asked -> asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
    }

    private static Optional<Duration> parse(String text, Instant now) {
        try {
            if (text.matches("\\d{1,18}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
