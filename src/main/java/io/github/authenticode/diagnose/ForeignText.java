package io.github.authenticode.diagnose;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that others wrote (names of files and of entries in archives, subjects of certificates, what tools and services
 * say), shown as what it is. It may hold line breaks, which would forge a line of a log; escape sequences, which would
 * recolour it; marks that turn the direction of writing, which make {@code <U+202E>gpj.exe} look like {@code exe.jpg}
 * (Unicode Technical Report 36); and what the machines that read build logs take for commands: GitHub {@code
 * ::set-output} where a line begins and {@code ##[} anywhere, Azure Pipelines {@code ##vso[}, TeamCity {@code
 * ##teamcity[} (so in the source of GitHub's runner, ActionCommand.cs).
 */
public final class ForeignText {
    /** Nobody reads on; the end is kept, where a sentence says what to do. */
    private static final int LONGEST_LINE = 2_000;

    private static final int HEAD = 1_500;
    private static final int TAIL = 400;

    /** But for the joiners that Persian and the scripts of India need. */
    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029&&[^\\n\\t\\u200C\\u200D]]");

    /** A runner passes over any kind of blank where a line begins. */
    private static final Pattern COMMAND = Pattern.compile("(?m):(?=:)(?<=^[\\s\\p{Z}]{0,500}:)|#(?=#[A-Za-z]*\\[)");

    private static final Pattern BREAK = Pattern.compile("\\R");
    private static final Pattern SPACE = Pattern.compile("\\s*\\R\\s*|\\t");

    private ForeignText() {}

    /** Line breaks and tabs become spaces. */
    public static String oneLine(String text) {
        String stripped = text.strip();
        return isPlain(stripped) ? stripped : visible(SPACE.matcher(stripped).replaceAll(" "));
    }

    /**
     * Line breaks and tabs stay; every other character that is not seen, or that would command, is written as {@code
     * \\u202E}.
     */
    public static String visible(String text) {
        if (isPlain(text)) {
            return text;
        }
        String seen = escaped(HIDDEN, BREAK.matcher(text).replaceAll("\n"));
        return shortened(escaped(COMMAND, seen));
    }

    /** The same for a string in JSON, quoted already: to whoever parses it, it says what it said. */
    public static String inJson(String quoted) {
        return isPlain(quoted) ? quoted : escaped(COMMAND, escaped(HIDDEN, quoted));
    }

    private static String escaped(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(m -> Matcher.quoteReplacement(escape(m.group())));
    }

    private static String escape(String characters) {
        StringBuilder escape = new StringBuilder();
        for (int i = 0; i < characters.length(); i++) {
            escape.append(String.format(Locale.ROOT, "\\u%04X", (int) characters.charAt(i)));
        }
        return escape.toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_LINE
                ? text
                : String.join("\n", text.lines().map(ForeignText::shortenedLine).toList());
    }

    private static String shortenedLine(String line) {
        return line.length() <= LONGEST_LINE
                ? line
                : line.substring(0, HEAD) + "… (" + (line.length() - HEAD - TAIL) + " more characters) …"
                        + line.substring(line.length() - TAIL);
    }

    /** Whether it is printable ASCII and no command, as nearly all of the many thousand texts of a report are. */
    private static boolean isPlain(String text) {
        if (text.length() > LONGEST_LINE) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || ((c == ':' || c == '#') && i + 1 < text.length() && text.charAt(i + 1) == c)) {
                return false;
            }
        }
        return true;
    }
}
