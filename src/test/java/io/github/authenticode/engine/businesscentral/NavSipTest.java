package io.github.authenticode.engine.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.tool.HResults;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.process.FakeMachine;
import io.github.authenticode.process.windows.Architecture;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NavSipTest {
    @TempDir
    Path temp;

    private FakeMachine machine;

    @BeforeEach
    void windows() {
        machine = new FakeMachine(temp);
        machine.environment.put("SystemRoot", temp.resolve("Windows").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x800B0003",
                "800b0003",
                "0X800B0003",
                "-2146762749",
                "2148204547",
                "0x80093109",
                "80093109",
                "-2146881271",
                "2148086025"
            })
    void everySpellingOfTheNumberMeansTheLibraryForAnAppAndWhatItMeantForAnotherFile(String number) {
        Problem said = HResults.find("Could not sign. Error: " + number + ".").orElseThrow();

        assertThat(explained(FileFormat.NAVX, said).id()).isEqualTo("navsip-missing");
        assertThat(explained(FileFormat.PE, said)).isEqualTo(said);
    }

    @Test
    void theLibraryThatIsNotThereIsNamedWithItsFolderAndTheCommandForIt() {
        assertThat(explained(FileFormat.NAVX, unknownKind()).text())
                .isEqualTo("Windows cannot sign Business Central apps here: NavSip.dll is not in "
                        + temp.resolve("Windows/System32")
                        + ", nor registered from elsewhere. Copy the 64-bit NavSip.dll"
                        + " from the folder of a Business Central installation there, and register it as an administrator:"
                        + " C:\\Windows\\System32\\regsvr32.exe /s C:\\Windows\\System32\\NavSip.dll. Or use"
                        + " <engine>embedded</engine>, which needs none.");
    }

    @Test
    void aProgramOf32BitsNeedsTheOtherLibraryByTheOtherCommand() {
        machine.file("Windows/System32/NavSip.dll", new byte[1]);
        NavSip narrow = NavSip.lookedFor(machine.host(), Optional.of(Architecture.X86));

        assertThat(narrow.explain(FileFormat.NAVX, unknownKind()).text())
                .contains(temp.resolve("Windows/SysWOW64").toString())
                .contains("C:\\Windows\\SysWOW64\\regsvr32.exe /s C:\\Windows\\SysWOW64\\NavSip.dll")
                .contains("there is none since version 21: use the x64 signtool instead");
    }

    @Test
    void theLibraryThatIsThereIsToBeRegistered() {
        machine.file("Windows/System32/NavSip.dll", new byte[1]);

        Problem problem = explained(FileFormat.NAVX, unknownKind().withEvidence("signtool's words"));

        assertThat(problem.id()).isEqualTo("navsip-unregistered");
        assertThat(problem.remedy())
                .contains("C:\\Windows\\System32\\regsvr32.exe /s C:\\Windows\\System32\\NavSip.dll");
        assertThat(problem.evidence()).contains("signtool's words");
    }

    @Test
    void whatElseIsWrongWithAnAppStaysWhatItIs() {
        Problem denied = HResults.find("0x80070005").orElseThrow();

        assertThat(explained(FileFormat.NAVX, denied)).isEqualTo(denied);
    }

    private Problem explained(FileFormat format, Problem problem) {
        return NavSip.lookedFor(machine.host(), Optional.of(Architecture.X64)).explain(format, problem);
    }

    private static Problem unknownKind() {
        return HResults.find("0x800B0003").orElseThrow();
    }
}
