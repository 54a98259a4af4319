package io.github.authenticode.engine.signtool.dlib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.DlibProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.engine.signtool.dlib.DotnetRuntimes.Wanted;
import io.github.authenticode.engine.signtool.locate.LocatedSigntool;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.windows.Architecture;
import io.github.authenticode.process.windows.PeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The check of the client library before signtool looks at it. signtool says nothing of a library that it cannot use:
 * it takes a certificate from the store instead and blames that, or ends with exit code 3 and no word.
 */
public final class DlibCheck {
    private static final List<String> EXPORTS =
            List.of("AuthenticodeDigestSignExWithFileHandle", "AuthenticodeDigestSignEx");

    private final Path library;
    private final Machine host;
    private final List<Problem> problems = new ArrayList<>();

    private DlibCheck(Path library, Machine host) {
        this.library = library;
        this.host = host;
    }

    /** Everything that keeps this signtool from using the library. */
    public static List<Problem> problems(Path library, LocatedSigntool signtool, Machine host) {
        DlibCheck check = new DlibCheck(library, host);
        check.run(signtool.architecture());
        return check.problems;
    }

    private void run(Optional<Architecture> signtool) {
        if (!Files.isRegularFile(library)) {
            add(
                    DlibProblem.DLIB_MISSING,
                    "The client library " + library + " does not exist.",
                    "Correct <dlib> or ACS_DLIB.");
            return;
        }
        PeImage image;
        try {
            image = PeImage.read(library);
        } catch (IOException e) {
            problems.add(Problem.of(
                            DlibProblem.DLIB_NO_LIBRARY,
                            "The client library " + library + " is no DLL.",
                            "Install the Artifact Signing client again.")
                    .withEvidence(String.valueOf(e.getMessage())));
            return;
        }
        architecture(image, signtool);
        if (image.exports().stream().noneMatch(EXPORTS::contains)) {
            add(
                    DlibProblem.DLIB_EXPORT,
                    library + " has no function AuthenticodeDigestSignEx; it is another DLL than the one for signtool.",
                    "Name Azure.CodeSigning.Dlib.dll, not one of the DLLs beside it.");
        }
        if (image.managed()) {
            runtime(image.architecture().orElse(Architecture.X64));
        }
    }

    private void architecture(PeImage image, Optional<Architecture> signtool) {
        if (signtool.isPresent() && !signtool.equals(image.architecture())) {
            add(
                    DlibProblem.DLIB_ARCHITECTURE,
                    library + " is for "
                            + image.architecture().map(Architecture::folder).orElse("an unknown processor")
                            + " and signtool for " + signtool.get().folder() + "; signtool could not load it.",
                    "Use the x64 signtool with the library in bin\\x64.");
        }
    }

    /** A mixed-mode library needs its host beside it, and the .NET runtime that its configuration names. */
    private void runtime(Architecture architecture) {
        if (!Files.isRegularFile(library.resolveSibling("Ijwhost.dll"))) {
            add(
                    DlibProblem.DLIB_IJWHOST,
                    "Ijwhost.dll is missing beside " + library + ".",
                    "Install the client again, with its whole folder.");
        }
        String name = String.valueOf(library.getFileName()).replaceFirst("(?i)\\.dll$", "");
        Path file = library.resolveSibling(name + ".runtimeconfig.json");
        DotnetRuntimes runtimes = new DotnetRuntimes(host);
        List<Wanted> wanted = runtimes.wanted(read(file));
        if (wanted.isEmpty()) {
            add(
                    DlibProblem.DLIB_RUNTIMECONFIG,
                    file + " is missing or names no .NET runtime.",
                    "Install the client again, with its whole folder.");
        }
        for (Wanted runtime : wanted) {
            if (!runtimes.hasFor(runtime, architecture)) {
                add(
                        DlibProblem.DLIB_RUNTIME,
                        "The client library needs the .NET runtime " + runtime + " for " + architecture.folder()
                                + "; installed are " + runtimes.installed(runtime.name(), architecture) + ".",
                        "Install that .NET runtime, machine-wide and for " + architecture.folder() + ".");
            }
        }
    }

    private static JsonNode read(Path file) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            return mapper.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            return mapper.createObjectNode();
        }
    }

    private void add(ProblemId id, String cause, String remedy) {
        problems.add(Problem.of(id, cause, remedy));
    }
}
