package io.github.authenticode.engine.signtool.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * signtool's output as messages. It wraps long messages: the rest follows on a line that starts with a tab, or, for the
 * one about the timestamp server, plainly on the next line. A name that it cannot write ends the line at that letter,
 * without an end of line (measured), so that the next message begins in the middle of one.
 */
public final class SigntoolText {
    private static final Pattern WRAPPED = Pattern.compile("SignTool (?:Error|Warning): [^:\\\\/]*[a-z,]");
    private static final Pattern REST = Pattern.compile("[a-z].*");

    /** Where a message begins in the middle of a line. */
    private static final Pattern GLUED =
            Pattern.compile("(?<=[^\n])(?=Successfully (?:signed|timestamped|verified)|SignTool (?:Error|Warning): )");

    private SigntoolText() {}

    /** One message a line, wrapped ones joined, lines without text left out. */
    public static List<String> messages(String output) {
        List<String> messages = new ArrayList<>();
        for (String line : GLUED.matcher(output).replaceAll("\n").lines().toList()) {
            int last = messages.size() - 1;
            boolean continues = last >= 0 && (line.startsWith("\t") || isRest(messages.get(last), line));
            if (continues) {
                messages.set(last, messages.get(last) + " " + line.strip());
            } else if (!line.isBlank()) {
                messages.add(line.stripTrailing());
            }
        }
        return messages;
    }

    /** Whether a line must be kept of an output that is too long to keep whole. */
    public static boolean isWorthKeeping(String line) {
        return line.contains("SignTool ")
                || line.contains("Successfully ")
                || line.startsWith("Number of ")
                || line.startsWith("Error information")
                || line.startsWith("\t");
    }

    private static boolean isRest(String message, String line) {
        return WRAPPED.matcher(message).matches() && REST.matcher(line).matches();
    }
}
