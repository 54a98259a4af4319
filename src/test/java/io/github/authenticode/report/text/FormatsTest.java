package io.github.authenticode.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "49, 0.0 s",
        "50, 0.1 s",
        "1240, 1.2 s",
        "59949, 59.9 s",
        "59950, 1 min 0 s",
        "125000, 2 min 5 s",
        "3600000, 60 min 0 s",
    })
    void durationHasTenthsBelowAMinute(long millis, String expected) {
        assertThat(Formats.duration(Duration.ofMillis(millis))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "999, 999 bytes",
        "1000, 1.0 kB",
        "1234567, 1.2 MB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "5000000000, 5.0 GB",
        "2000000000000, 2.0 TB",
    })
    void sizeIsDecimal(long bytes, String expected) {
        assertThat(Formats.size(bytes)).isEqualTo(expected);
    }

    @Test
    void timesAreInUtcAndSaySo() {
        Instant instant = Instant.parse("2026-11-22T23:30:04Z");

        assertThat(Formats.minute(instant)).isEqualTo("2026-11-22 23:30 UTC");
        assertThat(Formats.day(instant)).isEqualTo("2026-11-22");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | 1 byte
            999 | 999 bytes
            1000 | 1,000 bytes
            123456 | 123,456 bytes
            1234567 | 1,234,567 bytes
            """)
    void exactSizeIsInGroupsOfThree(long bytes, String expected) {
        assertThat(Formats.exactSize(bytes)).isEqualTo(expected);
    }
}
