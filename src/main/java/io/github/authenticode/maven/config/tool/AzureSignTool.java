package io.github.authenticode.maven.config.tool;

import io.github.authenticode.engine.tool.ToolSettings;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.IdentityReading;

/**
 * The settings by which AzureSignTool is found and called. Without {@code executable} it is looked for on PATH.
 *
 * <pre>{@code
 * <azuresigntool>
 *   <executable>C:/tools/AzureSignTool.exe</executable>
 * </azuresigntool>
 * }</pre>
 */
public final class AzureSignTool extends SigningProgram {
    @Override
    String element() {
        return "azuresigntool";
    }

    /** The settings that this element stands for. */
    public ToolSettings settings(ConfigurationProblems findings) {
        return new ToolSettings(IdentityReading.path(executable), timeout(findings), timeoutPerFile(findings));
    }
}
