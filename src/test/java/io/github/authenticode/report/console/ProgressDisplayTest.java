package io.github.authenticode.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.report.console.ProgressDisplay.Style;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final List<String> log = new ArrayList<>();
    private final StringBuilder terminal = new StringBuilder();

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void lineSaysHowFarARunHasGot() {
        assertThat(new ProgressSnapshot(500, 120, 1, 16, Duration.ofSeconds(10)).line())
                .isEqualTo("120 of 500 files, 1 failed, 16 in flight, 12.0 files/s, about 32 s left");
        assertThat(new ProgressSnapshot(500, 10, 0, 16, Duration.ofSeconds(20)).line())
                .isEqualTo("10 of 500 files, 0 failed, 16 in flight, 30.0 files/min, about 16 min 20 s left");
        assertThat(new ProgressSnapshot(500, 0, 0, 16, Duration.ofSeconds(20)).line())
                .isEqualTo("0 of 500 files, 0 failed, 16 in flight");
        assertThat(new ProgressSnapshot(1, 1, 0, 0, Duration.ZERO).line())
                .isEqualTo("1 of 1 file, 0 failed, 0 in flight, 1000.0 files/s");
    }

    @Test
    void logGetsALineEveryTenSecondsWhileThereIsWork() {
        try (ProgressDisplay display = display(Style.PERIODIC, 3)) {
            display.started(2);
            ticks(display, 9_750);
            assertThat(log).isEmpty();

            display.ended(false);
            display.log(List.of("[1/3] FAILED  a.exe", "      because"));
            ticks(display, 250);
            ticks(display, 9_750);
            assertThat(log)
                    .containsExactly(
                            "[1/3] FAILED  a.exe",
                            "      because",
                            "1 of 3 files, 1 failed, 1 in flight, 6.0 files/min, about 20 s left");

            display.ended(true);
            display.started(1);
            ticks(display, 250);
            assertThat(log)
                    .hasSize(4)
                    .last()
                    .isEqualTo("2 of 3 files, 1 failed, 1 in flight, 6.0 files/min, about 10 s left");

            display.ended(true);
            ticks(display, 60_000);
            assertThat(log).hasSize(4);
        }
        assertThat(log).noneMatch(line -> line.contains("\r"));
        assertThat(terminal).isEmpty();
    }

    @Test
    void shortRunSaysNothingOfItsProgress() {
        try (ProgressDisplay display = display(Style.PERIODIC, 1)) {
            display.started(1);
            ticks(display, 9_750);
            display.ended(true);
        }
        assertThat(log).isEmpty();
        assertThat(terminal).isEmpty();
    }

    @Test
    void terminalShowsOneLineBelowTheLogAndNothingAfterwards() {
        try (ProgressDisplay display = display(Style.LIVE, 2)) {
            display.started(1);
            ticks(display, 250);
            assertThat(screen()).isEqualTo("0 of 2 files, 0 failed, 1 in flight");
            display.ended(true);
            display.log(List.of("[1/2] signed  a.exe"));
            assertThat(screen()).isEqualTo("1 of 2 files, 0 failed, 0 in flight, 4.0 files/s, about 1 s left");
            ticks(display, 60_000);
            assertThat(log).containsExactly("[1/2] signed  a.exe");
        }
        assertThat(screen()).isBlank();
        assertThat(terminal).endsWith("\r");
    }

    @Test
    void terminalsLineIsErasedBeforeTheLogWrites() {
        List<String> screens = new ArrayList<>();
        ProgressDisplay display =
                new ProgressDisplay(Style.LIVE, line -> screens.add(screen()), terminal::append, clock, 2);
        ticks(display, 250);
        display.log(List.of("a line"));
        assertThat(screens).hasSize(1).allMatch(String::isBlank);
    }

    @Test
    void lineOfATerminalIsNeverBroken() {
        ProgressDisplay display = display(Style.LIVE, 1_000_000_000);
        display.started(100_000_000);
        for (int i = 0; i < 3; i++) {
            display.ended(false);
        }
        ticks(display, 999_000);
        assertThat(screen()).hasSize(79).startsWith("3 of 1000000000 files, 3 failed, 99999997 in flight, ");
    }

    @Test
    void quietIsQuiet() {
        try (ProgressDisplay display = display(Style.OFF, 2)) {
            display.started(1);
            ticks(display, 60_000);
        }
        assertThat(log).isEmpty();
        assertThat(terminal).isEmpty();
    }

    private ProgressDisplay display(Style style, int total) {
        return new ProgressDisplay(style, log::add, terminal::append, clock, total);
    }

    private void ticks(ProgressDisplay display, int millis) {
        for (int gone = 0; gone < millis; gone += 250) {
            now = now.plusMillis(250);
            display.tick();
        }
    }

    /** What the last line of a terminal shows after all that was written to it. */
    private String screen() {
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (char c : terminal.toString().toCharArray()) {
            if (c == '\r') {
                column = 0;
            } else {
                line.replace(column, Math.min(column + 1, line.length()), String.valueOf(c));
                column++;
            }
        }
        return line.toString().stripTrailing();
    }
}
