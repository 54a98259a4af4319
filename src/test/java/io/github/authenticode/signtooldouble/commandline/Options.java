package io.github.authenticode.signtooldouble.commandline;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed command line: options by lower-case name (switches have an empty parameter), then the files as they were
 * given.
 */
public record Options(Map<String, List<String>> options, List<String> files) {

    public boolean has(String name) {
        return options.containsKey(name);
    }

    public boolean hasAny(String... names) {
        return Arrays.stream(names).anyMatch(this::has);
    }

    public Optional<String> value(String name) {
        return values(name).stream().findFirst();
    }

    public List<String> values(String name) {
        return options.getOrDefault(name, List.of());
    }

    public boolean quiet() {
        return has("q");
    }

    /** {@code /debug} says all that {@code /v} says. */
    public boolean verbose() {
        return hasAny("v", "debug");
    }

    public void needsFile() throws SigntoolError {
        if (files.isEmpty()) {
            throw SigntoolError.of("Missing filename.");
        }
    }

    public void needs(String option, String other, String message) throws SigntoolError {
        if (has(option) && !has(other)) {
            throw SigntoolError.of(message);
        }
    }

    public void excludes(String option, String other) throws SigntoolError {
        if (has(option) && has(other)) {
            throw SigntoolError.of("The /" + option + " option is incompatible with the /" + other + " option.");
        }
    }

    public void imitatesNone(String... names) {
        for (String name : names) {
            if (has(name)) {
                throw new NotImitated("/" + name);
            }
        }
    }
}
