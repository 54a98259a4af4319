package io.github.authenticode.engine.signtool.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.process.FakeMachine;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import io.github.authenticode.process.windows.HandmadePe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigntoolLocatorTest {
    private static final int X64 = 0x8664;
    private static final int X86 = 0x14C;
    private static final int ARM64 = 0xAA64;

    @TempDir
    Path temp;

    private FakeMachine machine;

    @BeforeEach
    void machine() {
        machine = new FakeMachine(temp);
    }

    @Test
    void theNamedOneWinsThenTheVariableThenTheNewestX64() throws Exception {
        machine.environment.put("ProgramFiles(x86)", temp.resolve("pf").toString());
        machine.environment.put("PATH", temp.resolve("path").toString());
        kit("pf/Windows Kits/10/bin/10.0.9999.0/x64", X64, "10.0.9999.1");
        kit("pf/Windows Kits/10/bin/10.0.26100.0/x64", X64, "10.0.26100.1");
        kit("pf/Windows Kits/10/bin/10.0.28000.0/arm64", ARM64, "10.0.28000.1");
        Path nuGet = kit(
                "home/.nuget/packages/microsoft.windows.sdk.buildtools/10.0.26100.4188/bin/10.0.26100.0/x64",
                X64,
                "10.0.26100.4188");
        kit("path", X64, "10.0.22621.3233");
        Path named = kit("named", X64, "10.0.22621.755");
        Path variable = kit("variable", X64, "10.0.22621.756");

        assertThat(locate(Optional.empty(), true).executable()).isEqualTo(nuGet);
        machine.environment.put("SIGNTOOL_PATH", temp.resolve("variable").toString());
        assertThat(locate(Optional.empty(), true).executable()).isEqualTo(variable);
        assertThat(locate(Optional.of(named), true).executable()).isEqualTo(named);
    }

    @Test
    void everyCandidateStandsInTheDebugLog() throws Exception {
        machine.environment.put("ProgramFiles", temp.resolve("pf").toString());
        Path x86 = kit("pf/Windows Kits/10/bin/10.0.26100.0/x86", X86, "10.0.26100.9169");
        machine.file("pf/Windows Kits/10/bin/x64/signtool.exe", new byte[] {1, 2, 3});
        locate(Optional.empty(), false);
        assertThat(machine.debug)
                .contains("signtool candidate: " + x86 + " (10.0.26100.9169, x86, from Windows Kits)")
                .anyMatch(l -> l.startsWith("signtool candidate left out: ") && l.contains("it is no PE image"));
    }

    @Test
    void bothViewsOfTheRegistryAreAsked() throws Exception {
        Path tool = kit("D Kits/10/bin/10.0.26100.0/x64", X64, "10.0.26100.1");
        machine.answers = command -> new ToolResult(
                new Ending.Exited(0),
                command.arguments().contains("/reg:32")
                        ? "\r\nHKEY_LOCAL_MACHINE\\...\r\n    KitsRoot10    REG_SZ    " + temp.resolve("D Kits/10")
                                + "\r\n"
                        : "",
                "",
                Duration.ZERO);
        assertThat(locate(Optional.empty(), true).executable()).isEqualTo(tool);
        assertThat(machine.calls).extracting(c -> c.arguments().get(2)).containsExactly("/reg:64", "/reg:32");
    }

    @Test
    void tooOldForTheLibraryIsSaidWithTheWayOut() throws Exception {
        machine.environment.put("ProgramFiles", temp.resolve("pf").toString());
        Path old = kit("pf/Windows Kits/10/bin/10.0.20348.0/x64", X64, "10.0.20348.1");
        kit("pf/Windows Kits/10/bin/10.0.15063.0/x64", X64, "10.0.15063.137");

        assertThat(locate(Optional.empty(), false).executable()).isEqualTo(old);
        assertThatThrownBy(() -> locate(Optional.empty(), true))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        old + " (10.0.20348.1, x64, from Windows Kits) is too old for Artifact Signing, which needs "
                                + "10.0.22621.755 or newer (not 20348). Install the Windows SDK 10.0.26100 or newer (its component "
                                + "Signing Tools is enough), or unpack the NuGet package Microsoft.Windows.SDK.BuildTools, and name "
                                + "its x64 signtool.exe in <executable> or SIGNTOOL_PATH.");
    }

    @Test
    void whatWasNamedIsNeverReplaced() throws Exception {
        machine.environment.put("ProgramFiles", temp.resolve("pf").toString());
        kit("pf/Windows Kits/10/bin/10.0.26100.0/x64", X64, "10.0.26100.1");
        Path text = machine.file("text/signtool.exe", new byte[100]);
        Path other = machine.file("other.exe", new HandmadePe(X64, "1.2", "NOTEPAD.EXE", List.of(), false).bytes());
        Path gone = temp.resolve("gone.exe");

        assertProblem(text, "signtool-no-program");
        assertProblem(other, "signtool-other-program");
        assertProblem(gone, "signtool-missing");
    }

    @Test
    void noneAtAll() {
        assertThatThrownBy(() -> locate(Optional.empty(), false))
                .hasMessageStartingWith(
                        "No signtool was found: not in the Windows Kits, not in the NuGet packages, not in "
                                + "PATH. Install the Windows SDK");
    }

    @Test
    void folderThatTheBuildRunsInIsNeverSearched() throws Exception {
        Path here = Path.of("").toAbsolutePath();
        kit("hidden", X64, "10.0.26100.1");
        Path relative = here.relativize(temp.toAbsolutePath().resolve("hidden"));
        assertThat(relative.resolve("signtool.exe")).exists();
        for (String path : List.of(relative.toString(), "./" + relative, "\"" + relative + "\"")) {
            machine.environment.put("PATH", String.join(":", "", ".", path, "\"\"", ""));
            assertThatThrownBy(() -> locate(Optional.empty(), false)).hasMessageStartingWith("No signtool was found");
        }
        machine.environment.put("NUGET_PACKAGES", relative.toString());
        kit("hidden/microsoft.windows.sdk.buildtools/10.0.26100.1/bin/10.0.26100.0/x64", X64, "10.0.26100.1");
        assertThatThrownBy(() -> locate(Optional.empty(), false)).hasMessageStartingWith("No signtool was found");
    }

    @Test
    void quotedEntryOfPathIsSearchedAsWindowsDoes() throws Exception {
        Path tool = kit("with space", X64, "10.0.26100.1");
        machine.environment.put("PATH", "relative:\"" + tool.getParent() + "\"");

        assertThat(locate(Optional.empty(), false).executable()).isEqualTo(tool);
    }

    private void assertProblem(Path file, String id) {
        assertThatThrownBy(() -> locate(Optional.of(file), false))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems()).extracting(Problem::id).containsExactly(id));
    }

    private LocatedSigntool locate(Optional<Path> executable, boolean forDlib) throws Exception {
        return new SigntoolLocator(machine.host(), forDlib).locate(executable);
    }

    private Path kit(String folder, int processor, String version) {
        return machine.file(folder + "/signtool.exe", HandmadePe.signtool(processor, version));
    }
}
