package io.github.authenticode.report;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows text from files as what it is. A file name or a subject may hold line breaks, which would forge a line of a log,
 * escape sequences, which would recolour it, and marks that turn the direction of writing, which make
 * {@code <U+202E>gpj.exe} look like {@code exe.jpg} (Unicode Technical Report 36, bidirectional text spoofing).
 */
final class OneLine {
    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

    private static final Pattern BREAK = Pattern.compile("\\R");
    private static final Pattern SPACE = Pattern.compile("\\s*\\R\\s*|\\t");

    private OneLine() {}

    /** Line breaks and tabs become spaces. */
    static String of(String text) {
        String stripped = text.strip();
        return isPlain(stripped) ? stripped : visible(SPACE.matcher(stripped).replaceAll(" "));
    }

    /** Line breaks and tabs stay; every other character that is not seen is written as {@code \\u202E}. */
    static String visible(String text) {
        return isPlain(text)
                ? text
                : HIDDEN.matcher(BREAK.matcher(text).replaceAll("\n"))
                        .replaceAll(m -> Matcher.quoteReplacement(String.format(
                                Locale.ROOT, "\\u%04X", (int) m.group().charAt(0))));
    }

    /** Whether it is printable ASCII, as nearly all of the many thousand texts of a report are. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
