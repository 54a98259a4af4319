package io.github.authenticode.engine.tool.digicert;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The health of smctl's connection, as far as it may be shown: {@code smctl healthcheck} also prints API key and
 * password, masked in part only. It is known to be wrong at times while signing works, so that it explains a failure
 * and never is one.
 *
 * @param lines in one line, such as {@code Status: Connected; Can sign: Yes}; empty if it said none of them
 */
public record Health(String lines) {
    private static final Pattern SHOWN =
            Pattern.compile("(?i)^\\s*((?:Status|Can sign|Can Sign|Signtool|Mapped|Jsign|Error|Message)\\s*:.*?)\\s*$");

    /** @param output of the program, whole secrets hidden */
    public static Health read(String output) {
        return new Health(output.lines()
                .map(SHOWN::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .collect(Collectors.joining("; ")));
    }

    /** As an end of a sentence's evidence. */
    public String text() {
        return "smctl healthcheck: " + (lines.isEmpty() ? "nothing that is known" : ToolWords.shown(lines));
    }
}
