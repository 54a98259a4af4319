package io.github.authenticode.maven.config.tool;

import io.github.authenticode.engine.tool.ToolSettings;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.IdentityReading;

/**
 * Place and time limits of DigiCert's smctl. Without {@code executable} it is looked for on PATH, then in the folders
 * of DigiCert's installers.
 *
 * <pre>{@code
 * <smctl>
 *   <executable>C:/Program Files/DigiCert/DigiCert Keylocker Tools/smctl.exe</executable>
 * </smctl>
 * }</pre>
 */
public final class Smctl extends SigningProgram {
    @Override
    String element() {
        return "smctl";
    }

    /** The settings that this element stands for. */
    public ToolSettings settings(ConfigurationProblems findings) {
        return new ToolSettings(IdentityReading.path(executable), timeout(findings), timeoutPerFile(findings));
    }
}
