package io.github.authenticode.signtooldouble.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands in a response file: an empty line divides them, and within a line blanks outside quotes divide
 * arguments, although the help text allows one argument a line.
 */
public final class ResponseFile {
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private ResponseFile() {}

    public static List<List<String>> parse(String text) {
        List<List<String>> commands = new ArrayList<>();
        List<String> current = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() && !current.isEmpty()) {
                commands.add(current);
                current = new ArrayList<>();
            }
            Matcher argument = ARGUMENT.matcher(line);
            while (argument.find()) {
                current.add(argument.group(1) != null ? argument.group(1) : argument.group(2));
            }
        }
        if (!current.isEmpty()) {
            commands.add(current);
        }
        return commands;
    }
}
