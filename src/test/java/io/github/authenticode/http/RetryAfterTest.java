package io.github.authenticode.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "120 | PT2M",
                "3600 | PT1H",
                "86400 | PT1H",
                "999999999999 | PT1H",
                "Mon, 30 Nov 2026 12:00:30 GMT | PT30S",
                "Mon, 30 Nov 2026 11:00:00 GMT | PT0S",
                "Fri, 31 Dec 9999 23:59:59 GMT | PT1H"
            })
    void nobodyIsLeftAloneForMoreThanAnHour(String value, Duration rest) {
        assertThat(RetryAfter.of(headers(value), CLOCK)).contains(rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "99999999999999999999999"})
    void whatIsNotUnderstoodIsAsIfItWereNotThere(String value) {
        assertThat(RetryAfter.of(headers(value), CLOCK)).isEmpty();
    }

    private static HttpHeaders headers(String value) {
        return HttpHeaders.of(Map.of("Retry-After", List.of(value)), (name, text) -> true);
    }
}
