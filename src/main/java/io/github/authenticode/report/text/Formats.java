package io.github.authenticode.report.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Numbers for people, the same in every locale and time zone. Not by {@link String#format}: on a page of hundreds of
 * files it took an eighth of the time in a new JVM.
 */
public final class Formats {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");

    private Formats() {}

    /** {@code 1 file}, {@code 12 files}. */
    public static String files(int count) {
        return count == 1 ? "1 file" : count + " files";
    }

    /** {@code 0.4 s}, {@code 59.9 s}, {@code 2 min 5 s}. */
    public static String duration(Duration duration) {
        long tenths = Math.round(duration.toMillis() / 100.0);
        if (tenths < 600) {
            return tenths(tenths) + " s";
        }
        long seconds = Math.round(tenths / 10.0);
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** {@code , 2 warnings}, to follow something; nothing where there are none. */
    public static String warnings(long count) {
        return count == 0 ? "" : count == 1 ? ", 1 warning" : ", " + count + " warnings";
    }

    /** {@code 812 bytes}, {@code 1.2 MB}; a kB is 1000 bytes. */
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double amount = bytes / 1000.0;
        int unit = 0;
        while (amount >= 999.95 && unit < 3) {
            amount /= 1000;
            unit++;
        }
        return tenths(Math.round(amount * 10)) + " " + UNITS.get(unit);
    }

    /** {@code 1,234,567 bytes}. */
    public static String exactSize(long bytes) {
        StringBuilder digits = new StringBuilder(Long.toString(bytes));
        for (int comma = digits.length() - 3; comma > 0; comma -= 3) {
            digits.insert(comma, ',');
        }
        return digits + (bytes == 1 ? " byte" : " bytes");
    }

    private static String tenths(long count) {
        return count / 10 + "." + count % 10;
    }

    /** {@code 2026-11-22}, in UTC. */
    public static String day(Instant instant) {
        return DAY.format(instant);
    }

    /** {@code 2026-11-22 09:30 UTC}. */
    public static String minute(Instant instant) {
        return MINUTE.format(instant) + " UTC";
    }
}
