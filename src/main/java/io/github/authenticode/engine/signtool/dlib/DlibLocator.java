package io.github.authenticode.engine.signtool.dlib;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.DlibProblem;
import io.github.authenticode.engine.signtool.locate.WindowsKits;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.windows.Architecture;
import io.github.authenticode.process.windows.ToolVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The finder of Azure.CodeSigning.Dlib.dll: the one that the pom names, the one that ACS_DLIB names, and otherwise the
 * newest one among the NuGet packages and the folders of the client tools' installer.
 */
public final class DlibLocator {
    private static final String NAME = "Azure.CodeSigning.Dlib.dll";

    private final Machine host;

    public DlibLocator(Machine host) {
        this.host = host;
    }

    /** @throws ProblemException if there is none */
    public Path locate(Optional<Path> named, Optional<Architecture> architecture) throws ProblemException {
        Optional<Path> given = named.or(() -> host.folder("ACS_DLIB"));
        if (given.isPresent()) {
            return given.get().toAbsolutePath().normalize();
        }
        List<Path> found = candidates(architecture.orElse(Architecture.X64));
        found.forEach(f -> host.debug().accept("client library candidate: " + f));
        return found.stream()
                .findFirst()
                .orElseThrow(
                        () -> new ProblemException(
                                Problem.of(
                                        DlibProblem.DLIB_MISSING,
                                        "The client library of Artifact Signing, " + NAME + ", was not found.",
                                        "Install the Artifact Signing Client Tools (winget install Microsoft.Azure.ArtifactSigningClientTools) or the "
                                                + "NuGet package Microsoft.ArtifactSigning.Client, or name the library in <dlib> or ACS_DLIB.")));
    }

    private List<Path> candidates(Architecture architecture) {
        List<Path> found = new ArrayList<>();
        Path packages = WindowsKits.nuGet(host);
        for (String id : List.of("microsoft.artifactsigning.client", "microsoft.trusted.signing.client")) {
            WindowsKits.versions(packages.resolve(id)).stream()
                    .sorted(Comparator.comparing(DlibLocator::version).reversed())
                    .forEach(v -> found.add(
                            v.resolve("bin").resolve(architecture.folder()).resolve(NAME)));
        }
        host.folder("LOCALAPPDATA").filter(Path::isAbsolute).ifPresent(local -> {
            for (String tools : List.of("MicrosoftArtifactSigningClientTools", "MicrosoftTrustedSigningClientTools")) {
                found.add(local.resolve("Microsoft").resolve(tools).resolve(NAME));
            }
        });
        return found.stream()
                .filter(Files::isRegularFile)
                .map(f -> f.toAbsolutePath().normalize())
                .toList();
    }

    private static ToolVersion version(Path folder) {
        return ToolVersion.parse(String.valueOf(folder.getFileName())).orElse(new ToolVersion(0, 0, 0, 0));
    }
}
