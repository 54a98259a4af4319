package io.github.authenticode.engine.signtool.locate;

import io.github.authenticode.process.windows.Architecture;
import io.github.authenticode.process.windows.ToolVersion;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A signtool that was found.
 *
 * @param executable absolute; called where it lies, since it loads libraries from its own folder
 * @param version empty for one that is no PE image, such as a wrapper script on another operating system
 * @param architecture likewise
 * @param origin how it was found, for messages: {@code <executable>}, {@code Windows Kits}
 */
public record LocatedSigntool(
        Path executable, Optional<ToolVersion> version, Optional<Architecture> architecture, String origin) {

    @Override
    public String toString() {
        return executable + " (" + version.map(ToolVersion::toString).orElse("unknown version") + ", "
                + architecture.map(Architecture::folder).orElse("unknown processor") + ", from " + origin + ")";
    }
}
