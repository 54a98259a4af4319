package io.github.authenticode.engine.businesscentral;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.SigntoolProblem;
import io.github.authenticode.diagnose.catalogue.ToolProblem;
import io.github.authenticode.diagnose.catalogue.WindowsError;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.windows.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * NavSip.dll, the component of Business Central by which Windows puts signatures into its apps. It is looked for in the
 * folder of Windows for the program's processor, before the program is called. It may be registered from any other
 * folder, so that its absence there keeps nothing from being tried; but where the program then does not know the file,
 * this is why.
 */
public final class NavSip {
    private static final String NAME = "NavSip.dll";

    /** What programs make of a file of a kind unknown to Windows, as ids of problems. */
    private static final Set<String> UNKNOWN_KIND = Set.of(
            SigntoolProblem.SIGNTOOL_FORMAT_UNRECOGNIZED.id(),
            WindowsError.HRESULT_800B0003.id(),
            WindowsError.HRESULT_80093109.id());

    private final Optional<Path> place;
    private final boolean present;
    private final String folder;
    private final boolean narrow;

    private NavSip(Optional<Path> place, String folder, boolean narrow) {
        this.place = place;
        this.present = place.filter(Files::isRegularFile).isPresent();
        this.folder = folder;
        this.narrow = narrow;
    }

    /**
     * Looks for it. A machine without the variable SystemRoot is no Windows, and has no place for it.
     *
     * @param program the processor of the program that will sign, which is that of the library as well
     */
    public static NavSip lookedFor(Machine machine, Optional<Architecture> program) {
        boolean narrow = program.filter(Architecture.X86::equals).isPresent();
        String folder = narrow ? "SysWOW64" : "System32";
        return new NavSip(
                machine.folder("SystemRoot").map(root -> root.resolve(folder).resolve(NAME)), folder, narrow);
    }

    /** The problem of a file as it is: of a Business Central app that Windows does not know, for lack of this. */
    public Problem explain(FileFormat format, Problem problem) {
        if (format != FileFormat.NAVX || !UNKNOWN_KIND.contains(problem.id())) {
            return problem;
        }
        Problem explained = present ? unregistered() : missing();
        return problem.evidence().map(explained::withEvidence).orElse(explained);
    }

    private Problem missing() {
        return Problem.of(
                ToolProblem.NAVSIP_MISSING,
                "Windows cannot sign Business Central apps here: " + NAME + " is not in "
                        + place.map(path -> String.valueOf(path.getParent()))
                                .orElse("the folder " + folder + " of Windows")
                        + ", nor registered from elsewhere.",
                "Copy the " + bits() + " " + NAME + " from the folder of a Business Central installation there"
                        + (narrow ? " (there is none since version 21: use the x64 signtool instead)" : "")
                        + ", and register it as an administrator: " + command()
                        + ". Or use <engine>embedded</engine>, which needs none.");
    }

    private Problem unregistered() {
        return Problem.of(
                ToolProblem.NAVSIP_UNREGISTERED,
                "Windows cannot sign the Business Central app, though " + place.orElseThrow()
                        + " is there: it is not registered, or the app is damaged.",
                "Register it as an administrator: " + command()
                        + ". If that says that a module could not be loaded, install the Visual C++ runtime that it needs"
                        + " (MSVCR120.dll up to Dynamics NAV 2018, VCRUNTIME140.dll and VCRUNTIME140_1.dll since) first. Or use"
                        + " <engine>embedded</engine>, which needs none.");
    }

    private String bits() {
        return narrow ? "32-bit" : "64-bit";
    }

    /** By full paths: the regsvr32 of the other folder registers for the other kind of programs. */
    private String command() {
        String windows = "C:\\Windows\\" + folder + "\\";
        return windows + "regsvr32.exe /s " + windows + NAME;
    }
}
