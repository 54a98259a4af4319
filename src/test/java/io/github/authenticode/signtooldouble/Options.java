package io.github.authenticode.signtooldouble;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed command line: options by lower-case name (switches have an empty parameter), then the files as they were
 * given.
 */
record Options(Map<String, List<String>> options, List<String> files) {

    boolean has(String name) {
        return options.containsKey(name);
    }

    boolean hasAny(String... names) {
        return Arrays.stream(names).anyMatch(this::has);
    }

    Optional<String> value(String name) {
        return values(name).stream().findFirst();
    }

    List<String> values(String name) {
        return options.getOrDefault(name, List.of());
    }

    boolean quiet() {
        return has("q");
    }

    /** {@code /debug} says all that {@code /v} says. */
    boolean verbose() {
        return hasAny("v", "debug");
    }

    void needsFile() throws SigntoolError {
        if (files.isEmpty()) {
            throw SigntoolError.of("Missing filename.");
        }
    }

    void needs(String option, String other, String message) throws SigntoolError {
        if (has(option) && !has(other)) {
            throw SigntoolError.of(message);
        }
    }

    void excludes(String option, String other) throws SigntoolError {
        if (has(option) && has(other)) {
            throw SigntoolError.of("The /" + option + " option is incompatible with the /" + other + " option.");
        }
    }

    void imitatesNone(String... names) {
        for (String name : names) {
            if (has(name)) {
                throw new NotImitated("/" + name);
            }
        }
    }
}
