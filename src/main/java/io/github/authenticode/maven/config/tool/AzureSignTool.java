package io.github.authenticode.maven.config.tool;

import io.github.authenticode.engine.tool.ToolSettings;
import io.github.authenticode.maven.config.ConfigurationProblems;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * The settings by which AzureSignTool is found and called.
 *
 * <pre>{@code
 * <azuresigntool>
 *   <executable>C:/tools/AzureSignTool.exe</executable>
 * </azuresigntool>
 * }</pre>
 */
public final class AzureSignTool {
    /** Default: PATH. */
    @Nullable
    File executable;

    /** Limit of one call, before what each file adds. Default: {@code 5m}. */
    String timeout = "5m";

    /** What each file of a call adds to its limit. Default: {@code 15s}. */
    String timeoutPerFile = "15s";

    /** The settings that this element stands for. */
    public ToolSettings settings(ConfigurationProblems findings) {
        return ToolLimits.read("azuresigntool", executable, timeout, timeoutPerFile, findings);
    }

    public void setExecutable(File executable) {
        this.executable = executable;
    }

    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    public void setTimeoutPerFile(String timeoutPerFile) {
        this.timeoutPerFile = timeoutPerFile;
    }
}
