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

    private OneLine() {}

    /** Line breaks and tabs become spaces. */
    static String of(String text) {
        return visible(text.strip().replaceAll("\\s*\\R\\s*|\\t", " "));
    }

    /** Line breaks and tabs stay; every other character that is not seen is written as {@code \\u202E}. */
    static String visible(String text) {
        return HIDDEN.matcher(text.replaceAll("\\R", "\n"))
                .replaceAll(m -> Matcher.quoteReplacement(
                        String.format(Locale.ROOT, "\\u%04X", (int) m.group().charAt(0))));
    }
}
