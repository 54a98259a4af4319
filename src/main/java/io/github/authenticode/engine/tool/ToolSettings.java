package io.github.authenticode.engine.tool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings that every signing program has.
 *
 * @param executable absent means that it is looked for on PATH
 * @param timeout how long a call may take, before what each file adds
 * @param timeoutPerFile what each file of a call adds
 */
public record ToolSettings(Optional<Path> executable, Duration timeout, Duration timeoutPerFile) {
    /** Settings of a pom that says nothing. */
    public static final ToolSettings DEFAULT =
            new ToolSettings(Optional.empty(), Duration.ofMinutes(5), Duration.ofSeconds(15));

    public ToolSettings {
        if (timeout.isNegative() || timeout.isZero() || timeoutPerFile.isNegative()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
    }
}
