package io.github.authenticode.signtooldouble.commandline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads options from left to right and stops at the first mistake. The first argument that is no option ends the
 * options: whatever follows is a file, even {@code /v}.
 */
public final class OptionParser {
    private static final Pattern THUMBPRINT = Pattern.compile("[0-9A-Fa-f]{40}");
    private static final Set<String> ALGORITHMS = Set.of("sha1", "sha256", "sha384", "sha512", "certhash");

    private final OptionTable table;
    private final Map<String, List<String>> options = new LinkedHashMap<>();

    private OptionParser(OptionTable table) {
        this.table = table;
    }

    /** Empty if the help text is asked for. */
    public static Optional<Options> parse(OptionTable table, List<String> arguments) throws SigntoolError {
        return new OptionParser(table).parse(arguments);
    }

    private Optional<Options> parse(List<String> arguments) throws SigntoolError {
        int next = 0;
        while (next < arguments.size() && isOption(arguments.get(next))) {
            String argument = arguments.get(next++);
            String name = OptionTable.nameOf(argument);
            if (name.equals("?")) {
                return Optional.empty();
            }
            if (!table.knows(name)) {
                if (table.usage() == Usage.REMOVE) {
                    continue; // unlike the other commands, remove passes over what it does not know
                }
                throw SigntoolError.of("Invalid option: " + argument);
            }
            if (options.containsKey(name) && !table.repeatable().contains(name)) {
                throw SigntoolError.of("You cannot use the /" + name + " option twice.");
            }
            String parameter = "";
            if (table.withParameter().contains(name)) {
                if (next == arguments.size()) {
                    throw SigntoolError.of("The /" + name + " option requires a parameter.");
                }
                parameter = arguments.get(next++);
                check(name, parameter);
            }
            options.computeIfAbsent(name, n -> new ArrayList<>()).add(parameter);
        }
        return Optional.of(new Options(options, List.copyOf(arguments.subList(next, arguments.size()))));
    }

    private static boolean isOption(String argument) {
        return argument.startsWith("/") || argument.startsWith("-");
    }

    private static void check(String name, String parameter) throws SigntoolError {
        switch (name) {
            case "sha1" -> {
                if (!THUMBPRINT.matcher(parameter).matches()) {
                    throw SigntoolError.of("Invalid SHA1 hash format: " + parameter);
                }
            }
            case "fd", "td" -> {
                if (!ALGORITHMS.contains(parameter.toLowerCase(Locale.ROOT))) {
                    throw SigntoolError.of("The specified algorithm cannot be used or is invalid.");
                }
            }
            case "t", "tr", "tseal" -> {
                if (!parameter.toLowerCase(Locale.ROOT).startsWith("http://")) {
                    throw SigntoolError.of("Invalid Timestamp URL: " + parameter);
                }
            }
            case "tp" -> {
                if (!parameter.matches("[1-9][0-9]*")) {
                    throw SigntoolError.of("Invalid index selected for timestamping.");
                }
            }
            default -> {}
        }
    }
}
