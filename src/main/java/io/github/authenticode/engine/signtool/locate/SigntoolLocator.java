package io.github.authenticode.engine.signtool.locate;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.SigntoolProblem;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.SearchPath;
import io.github.authenticode.process.windows.Architecture;
import io.github.authenticode.process.windows.PeImage;
import io.github.authenticode.process.windows.ToolVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The finder of signtool: the one that the pom names, the one that SIGNTOOL_PATH names, and otherwise the newest
 * fitting one among the Windows Kits, the NuGet packages and PATH; x64 before others. One that was named is used or
 * refused, never replaced by another. signtool has no option that prints its version, so that is read from the file.
 */
public final class SigntoolLocator {
    /**
     * The first whose /dlib works with Artifact Signing (Microsoft's documentation); 20348 lacks it though newer kits
     * exist.
     */
    private static final ToolVersion DLIB_MINIMUM = new ToolVersion(10, 0, 22621, 755);

    private static final String GET =
            "Install the Windows SDK 10.0.26100 or newer (its component Signing Tools is enough), "
                    + "or unpack the NuGet package Microsoft.Windows.SDK.BuildTools, and name its x64 signtool.exe in <executable> "
                    + "or SIGNTOOL_PATH.";

    private final Machine host;
    private final boolean forDlib;

    /** @param forDlib whether it must be able to load Azure's client library */
    public SigntoolLocator(Machine host, boolean forDlib) {
        this.host = host;
        this.forDlib = forDlib;
    }

    /** @throws ProblemException if there is none, or if the one that was named will not do */
    public LocatedSigntool locate(Optional<Path> executable) throws ProblemException, InterruptedException {
        Optional<Path> variable =
                host.folder("SIGNTOOL_PATH").map(p -> Files.isDirectory(p) ? p.resolve("signtool.exe") : p);
        if (executable.isPresent()) {
            return named(executable.get(), "<executable>");
        }
        if (variable.isPresent()) {
            return named(variable.get(), "SIGNTOOL_PATH");
        }
        List<LocatedSigntool> candidates = candidates();
        candidates.forEach(c -> host.debug().accept("signtool candidate: " + c));
        return candidates.stream()
                .filter(c -> unfit(c).isEmpty())
                .max(Comparator.comparing(
                                (LocatedSigntool c) -> c.architecture().equals(Optional.of(Architecture.X64)))
                        .thenComparing(c -> c.version().orElse(new ToolVersion(0, 0, 0, 0))))
                .orElseThrow(() -> new ProblemException(none(candidates)));
    }

    private LocatedSigntool named(Path file, String origin) throws ProblemException {
        Path absolute = file.toAbsolutePath().normalize();
        if (!Files.isRegularFile(absolute)) {
            throw new ProblemException(Problem.of(
                    SigntoolProblem.SIGNTOOL_MISSING,
                    "signtool, named by " + origin + ", is not at " + absolute + ".",
                    "Correct the path."));
        }
        LocatedSigntool tool = isImage(absolute) ? image(absolute, origin) : script(absolute, origin);
        host.debug().accept("signtool: " + tool);
        Optional<Problem> unfit = unfit(tool);
        if (unfit.isPresent()) {
            throw new ProblemException(unfit.get());
        }
        return tool;
    }

    private boolean isImage(Path file) {
        return host.windows() || file.toString().toLowerCase(Locale.ROOT).endsWith(".exe");
    }

    private static LocatedSigntool image(Path file, String origin) throws ProblemException {
        try {
            PeImage image = PeImage.read(file);
            if (!image.versionText().isEmpty() && !image.versionText().contains("signtool")) {
                throw new ProblemException(Problem.of(
                        SigntoolProblem.SIGNTOOL_OTHER_PROGRAM,
                        file + ", named by " + origin + ", is not signtool.",
                        "Correct the path."));
            }
            return new LocatedSigntool(file, image.version(), image.architecture(), origin);
        } catch (IOException e) {
            throw new ProblemException(Problem.of(
                            SigntoolProblem.SIGNTOOL_NO_PROGRAM,
                            file + ", named by " + origin + ", is no Windows program.",
                            "Name a signtool.exe.")
                    .withEvidence(String.valueOf(e.getMessage())));
        }
    }

    private static LocatedSigntool script(Path file, String origin) throws ProblemException {
        if (!Files.isExecutable(file)) {
            throw new ProblemException(Problem.of(
                    SigntoolProblem.SIGNTOOL_NOT_EXECUTABLE,
                    file + ", named by " + origin + ", may not be executed by this user.",
                    "Make it executable."));
        }
        return new LocatedSigntool(file, Optional.empty(), Optional.empty(), origin);
    }

    private Optional<Problem> unfit(LocatedSigntool tool) {
        boolean tooOld = tool.version()
                .filter(v -> v.compareTo(DLIB_MINIMUM) < 0 || v.build() == 20348)
                .isPresent();
        return forDlib && tooOld
                ? Optional.of(Problem.of(
                        SigntoolProblem.SIGNTOOL_TOO_OLD,
                        tool + " is too old for Artifact Signing, which needs " + DLIB_MINIMUM
                                + " or newer (not 20348).",
                        GET))
                : Optional.empty();
    }

    private List<LocatedSigntool> candidates() throws InterruptedException {
        WindowsKits kits = new WindowsKits(host);
        Map<Path, String> files = new LinkedHashMap<>();
        kits.inKits().forEach(f -> files.putIfAbsent(f, "Windows Kits"));
        kits.inNuGet().forEach(f -> files.putIfAbsent(f, "NuGet packages"));
        onPath().forEach(f -> files.putIfAbsent(f, "PATH"));
        List<LocatedSigntool> candidates = new ArrayList<>();
        files.forEach((file, origin) -> {
            try {
                candidates.add(isImage(file) ? image(file, origin) : script(file, origin));
            } catch (ProblemException e) {
                host.debug().accept("signtool candidate left out: " + e.getMessage());
            }
        });
        return candidates;
    }

    private List<Path> onPath() {
        return SearchPath.folders(host).stream()
                .map(folder -> folder.resolve(host.windows() ? "signtool.exe" : "signtool"))
                .filter(Files::isRegularFile)
                .map(Path::normalize)
                .toList();
    }

    private Problem none(List<LocatedSigntool> candidates) {
        if (!candidates.isEmpty()) {
            LocatedSigntool newest = candidates.stream()
                    .max(Comparator.comparing(c -> c.version().orElse(new ToolVersion(0, 0, 0, 0))))
                    .orElseThrow();
            return unfit(newest).orElseThrow();
        }
        return Problem.of(
                SigntoolProblem.SIGNTOOL_MISSING,
                "No signtool was found: not in the Windows Kits, not in the NuGet packages, not in PATH.",
                GET);
    }
}
