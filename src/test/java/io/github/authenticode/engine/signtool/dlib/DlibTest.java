package io.github.authenticode.engine.signtool.dlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.signtool.locate.LocatedSigntool;
import io.github.authenticode.process.FakeMachine;
import io.github.authenticode.process.windows.Architecture;
import io.github.authenticode.process.windows.HandmadePe;
import io.github.authenticode.process.windows.ToolVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DlibTest {
    private static final int X64 = 0x8664;
    private static final String EXPORT = "AuthenticodeDigestSignExWithFileHandle";

    @TempDir
    Path temp;

    private FakeMachine machine;

    @BeforeEach
    void machine() {
        machine = new FakeMachine(temp);
        machine.environment.put("ProgramFiles", temp.resolve("pf").toString());
    }

    @Test
    void aWholeClientPasses() {
        machine.file("pf/dotnet/shared/Microsoft.NETCore.App/8.0.11/x", new byte[0]);
        assertThat(check(client("8.0.0", "Minor"))).isEmpty();
    }

    @Test
    void eachFailingCheckIsItsOwnProblem() {
        assertThat(ids(temp.resolve("none.dll"))).containsExactly("dlib-missing");
        assertThat(ids(machine.file("text.dll", new byte[200]))).containsExactly("dlib-no-library");
        assertThat(ids(machine.file("x86.dll", HandmadePe.library(0x14C, false, EXPORT))))
                .containsExactly("dlib-architecture");
        assertThat(ids(machine.file("core.dll", HandmadePe.library(X64, false, "Other"))))
                .containsExactly("dlib-export");
        assertThat(ids(machine.file("alone/a.dll", HandmadePe.library(X64, true, EXPORT))))
                .containsExactly("dlib-ijwhost", "dlib-runtimeconfig");
        assertThat(check(client("8.0.0", "Minor")))
                .extracting(Problem::text)
                .containsExactly(
                        "The client library needs the .NET runtime Microsoft.NETCore.App 8.0.0 for x64; installed are "
                                + "[]. Install that .NET runtime, machine-wide and for x64.");
    }

    @ParameterizedTest
    @CsvSource({
        "8.0.0, Minor, 8.0.11, true",
        "8.0.0, Minor, 8.1.0, true",
        "8.0.0, Minor, 9.0.0, false",
        "8.0.0, Minor, 6.0.36, false",
        "8.0.5, Minor, 8.0.4, false",
        "8.0.0, Major, 10.0.0, true",
        "6.0.0, LatestMajor, 8.0.1, true",
        "8.0.0, LatestPatch, 8.1.0, false",
        "8.0.0, Disable, 8.0.1, false",
        "8.0.0, Major, 10.0.0-rc.2.25502.107, true"
    })
    void theRuntimeRollsForwardOnlyAsItsConfigurationSays(
            String wanted, String rollForward, String installed, boolean passes) {
        machine.environment.put("DOTNET_ROOT", temp.resolve("dotnet").toString());
        machine.file("dotnet/shared/Microsoft.NETCore.App/" + installed + "/x", new byte[0]);
        assertThat(check(client(wanted, rollForward)).isEmpty()).isEqualTo(passes);
    }

    @Test
    void theNamedOneWinsThenTheVariableThenTheNewestPackageThenTheClientTools() throws Exception {
        machine.environment.put("LOCALAPPDATA", temp.resolve("local").toString());
        Path tools = library("local/Microsoft/MicrosoftTrustedSigningClientTools");
        assertThat(locate(Optional.empty())).isEqualTo(tools);
        library("home/.nuget/packages/microsoft.trusted.signing.client/1.0.9/bin/x64");
        Path newest = library("home/.nuget/packages/microsoft.trusted.signing.client/1.0.95/bin/x64");
        assertThat(locate(Optional.empty())).isEqualTo(newest);
        Path renamed = library("home/.nuget/packages/microsoft.artifactsigning.client/1.0.128/bin/x64");
        assertThat(locate(Optional.empty())).isEqualTo(renamed);
        machine.environment.put("ACS_DLIB", temp.resolve("acs.dll").toString());
        assertThat(locate(Optional.empty())).isEqualTo(temp.resolve("acs.dll"));
        assertThat(locate(Optional.of(tools))).isEqualTo(tools);
    }

    @Test
    void withoutAnyTheWayToGetOneIsSaid() {
        assertThatThrownBy(() -> locate(Optional.empty()))
                .hasMessage(
                        "The client library of Artifact Signing, Azure.CodeSigning.Dlib.dll, was not found. Install the "
                                + "Artifact Signing Client Tools (winget install Microsoft.Azure.ArtifactSigningClientTools) or the "
                                + "NuGet package Microsoft.ArtifactSigning.Client, or name the library in <dlib> or ACS_DLIB.");
    }

    @Test
    void theLibrariesOfTheOracleAreJudgedRightly() {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "signtool-oracle", "dlib");
        assumeTrue(Files.exists(folder.resolve("dlib_exfh.dll")), "the signtool oracle is not set up");
        assertThat(ids(folder.resolve("dlib_exfh.dll"))).isEmpty();
        assertThat(ids(folder.resolve("dlib_ex.dll"))).isEmpty();
        assertThat(ids(folder.resolve("dlib_none.dll"))).containsExactly("dlib-export");
        assertThat(ids(folder.resolve("dlib_sign.dll"))).containsExactly("dlib-export");
    }

    private Path client(String version, String rollForward) {
        machine.file("client/Ijwhost.dll", new byte[0]);
        machine.file("client/Azure.CodeSigning.Dlib.runtimeconfig.json", """
                {"runtimeOptions": {"tfm": "net8.0", "rollForward": "%s",
                  "framework": {"name": "Microsoft.NETCore.App", "version": "%s"}}}
                """.formatted(rollForward, version)
                .getBytes(StandardCharsets.UTF_8));
        return machine.file("client/Azure.CodeSigning.Dlib.dll", HandmadePe.library(X64, true, EXPORT));
    }

    private Path library(String folder) {
        return machine.file(folder + "/Azure.CodeSigning.Dlib.dll", new byte[0]);
    }

    private Path locate(Optional<Path> named) throws Exception {
        return new DlibLocator(machine.host()).locate(named, Optional.of(Architecture.X64));
    }

    private List<String> ids(Path library) {
        return check(library).stream().map(Problem::id).toList();
    }

    private List<Problem> check(Path library) {
        LocatedSigntool signtool = new LocatedSigntool(
                Path.of("/k/signtool.exe"), ToolVersion.parse("10.0.26100.1"), Optional.of(Architecture.X64), "PATH");
        return DlibCheck.problems(library, signtool, machine.host());
    }
}
