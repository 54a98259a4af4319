package io.github.authenticode.maven.config.tool;

import io.github.authenticode.engine.tool.ToolSettings;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.PomValues;
import java.io.File;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings that the elements of all signing programs have in common: place and time limits. */
public abstract class SigningProgram {
    /** The program itself. Default: it is looked for. */
    @Nullable
    File executable;

    /** Limit of one call, before what each file adds. Default: {@code 5m}. */
    String timeout = "5m";

    /** What each file of a call adds to its limit. Default: {@code 15s}. */
    String timeoutPerFile = "15s";

    /** Its name in the pom, without brackets. */
    abstract String element();

    final Duration timeout(ConfigurationProblems findings) {
        Duration limit = PomValues.duration("<" + element() + "><timeout>", timeout, findings);
        if (limit.isZero()) {
            findings.invalid("<" + element() + "><timeout>", "it must be longer than nothing.", "5m");
            return ToolSettings.DEFAULT.timeout();
        }
        return limit;
    }

    final Duration timeoutPerFile(ConfigurationProblems findings) {
        return PomValues.duration("<" + element() + "><timeoutPerFile>", timeoutPerFile, findings);
    }

    public final void setExecutable(File executable) {
        this.executable = executable;
    }

    public final void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    public final void setTimeoutPerFile(String timeoutPerFile) {
        this.timeoutPerFile = timeoutPerFile;
    }
}
