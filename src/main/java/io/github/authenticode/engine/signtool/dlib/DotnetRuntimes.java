package io.github.authenticode.engine.signtool.dlib;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.authenticode.engine.signtool.locate.WindowsKits;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.windows.Architecture;
import io.github.authenticode.process.windows.ToolVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The installed .NET runtimes, and whether one of them will do for a {@code .runtimeconfig.json}. The host takes the
 * asked major version and rolls forward to a newer one only if the file (or DOTNET_ROLL_FORWARD) says so (Microsoft
 * Learn, "Select which .NET version to use").
 */
final class DotnetRuntimes {
    private final Machine host;

    DotnetRuntimes(Machine host) {
        this.host = host;
    }

    /** One runtime that a library asks for. */
    public record Wanted(String name, ToolVersion version, String rollForward) {
        boolean acceptedBy(ToolVersion installed) {
            return switch (rollForward.toLowerCase(Locale.ROOT)) {
                case "major", "latestmajor" -> installed.compareTo(version) >= 0;
                case "disable" -> installed.equals(version);
                case "latestpatch" ->
                    sameMajor(installed) && installed.minor() == version.minor() && installed.compareTo(version) >= 0;
                default -> sameMajor(installed) && installed.compareTo(version) >= 0;
            };
        }

        private boolean sameMajor(ToolVersion installed) {
            return installed.major() == version.major();
        }

        @Override
        public String toString() {
            return name + " " + version.major() + "." + version.minor() + "." + version.build();
        }
    }

    /** What a runtimeconfig asks for; empty if it is not of the documented form. */
    List<Wanted> wanted(JsonNode runtimeConfig) {
        JsonNode options = runtimeConfig.path("runtimeOptions");
        String rollForward = host.variable("DOTNET_ROLL_FORWARD")
                .orElse(options.path("rollForward").asText("Minor"));
        List<JsonNode> frameworks = new ArrayList<>();
        if (options.has("framework")) {
            frameworks.add(options.path("framework"));
        }
        options.path("frameworks").forEach(frameworks::add);
        List<Wanted> wanted = new ArrayList<>();
        for (JsonNode framework : frameworks) {
            version(framework.path("version").asText())
                    .ifPresent(v -> wanted.add(new Wanted(framework.path("name").asText(), v, rollForward)));
        }
        return wanted;
    }

    /** Whether a runtime for this processor will do. */
    boolean hasFor(Wanted wanted, Architecture architecture) {
        return installed(wanted.name(), architecture).stream().anyMatch(wanted::acceptedBy);
    }

    /** Versions of a shared framework, in every place where the .NET host looks. */
    List<ToolVersion> installed(String framework, Architecture architecture) {
        List<ToolVersion> versions = new ArrayList<>();
        for (Path root : roots(architecture)) {
            for (Path folder : WindowsKits.versions(root.resolve("shared").resolve(framework))) {
                version(String.valueOf(folder.getFileName())).ifPresent(versions::add);
            }
        }
        return versions;
    }

    private List<Path> roots(Architecture architecture) {
        List<Path> roots = new ArrayList<>();
        boolean x86 = architecture == Architecture.X86;
        host.folder("DOTNET_ROOT_" + architecture.name()).ifPresent(roots::add);
        host.folder(x86 ? "DOTNET_ROOT(x86)" : "DOTNET_ROOT").ifPresent(roots::add);
        List<String> programs = x86 ? List.of("ProgramFiles(x86)") : List.of("ProgramW6432", "ProgramFiles");
        programs.forEach(p -> host.folder(p).ifPresent(f -> roots.add(f.resolve("dotnet"))));
        return roots;
    }

    private static Optional<ToolVersion> version(String text) {
        int preview = text.indexOf('-');
        return ToolVersion.parse(preview < 0 ? text : text.substring(0, preview));
    }
}
