package io.github.authenticode.maven.config.tool;

import io.github.authenticode.engine.tool.ToolSettings;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.config.PomValues;
import java.io.File;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings that the elements of all signing programs have in common. */
final class ToolLimits {
    private ToolLimits() {}

    /** @param element of the program, without brackets */
    static ToolSettings read(
            String element,
            @Nullable File executable,
            String timeout,
            String timeoutPerFile,
            ConfigurationProblems findings) {
        Duration limit = PomValues.duration("<" + element + "><timeout>", timeout, findings);
        if (limit.isZero()) {
            findings.invalid("<" + element + "><timeout>", "it must be longer than nothing.", "5m");
            limit = ToolSettings.DEFAULT.timeout();
        }
        return new ToolSettings(
                IdentityReading.path(executable),
                limit,
                PomValues.duration("<" + element + "><timeoutPerFile>", timeoutPerFile, findings));
    }
}
