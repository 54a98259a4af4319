package io.github.authenticode.plan.text;

import java.util.Map;
import java.util.Optional;

/** A variable of a process's environment. */
public final class EnvironmentVariable {
    private EnvironmentVariable() {}

    /** Its text without blanks around it; empty where the variable is not set to something. */
    public static Optional<String> read(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
