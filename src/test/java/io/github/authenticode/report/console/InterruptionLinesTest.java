package io.github.authenticode.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.testing.run.SampleRuns;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InterruptionLinesTest {
    private static final Duration TOOK = Duration.ofMillis(400);

    @Test
    void signingTellsWhatIsDoneAndWhatIsNot() {
        assertThat(InterruptionLines.ofSigning(
                        List.of(
                                SampleRuns.signed("a.exe", 1),
                                SampleRuns.skipped("b.exe"),
                                SampleRuns.failed("c.exe", SampleRuns.AUTHORITY_DOWN)),
                        files("d.exe", "e\n.exe"),
                        TOOK))
                .containsExactly(
                        "Interrupted. Signed 1, skipped 1, failed 1 of 5 files in 0.4 s",
                        "Unfinished, and as before: 2 (d.exe, e .exe)");
    }

    @Test
    void ofManyFilesTheFirstAreNamed() {
        assertThat(InterruptionLines.ofVerification(
                        List.of(SampleRuns.verified("a.exe", SampleRuns.trusted())),
                        files("1.exe", "2.exe", "3.exe", "4.exe", "5.exe", "6.exe", "7.exe"),
                        TOOK))
                .containsExactly(
                        "Interrupted. Trusted 1, rejected 0 of 8 files in 0.4 s",
                        "Unfinished, and as before: 7 (1.exe, 2.exe, 3.exe, 4.exe, 5.exe and 2 more)");
    }

    @Test
    void runWithEveryFileDoneNamesNone() {
        assertThat(InterruptionLines.ofSigning(List.of(SampleRuns.signed("a.exe", 1)), List.of(), TOOK))
                .containsExactly("Interrupted. Signed 1, skipped 0, failed 0 of 1 file in 0.4 s");
    }

    @Test
    void problemCountsAndSaysHowToGoOn() {
        assertThat(InterruptionLines.problem(1, 9, InterruptionLines.SIGN_AGAIN).text())
                .isEqualTo("The build was asked to end. 1 of 9 files is unfinished, and no file is in between."
                        + " Run the same build again, without clean: it signs the rest, and no file twice.");
        assertThat(InterruptionLines.problem(0, 0, InterruptionLines.VERIFY_AGAIN)
                        .text())
                .isEqualTo("The build was asked to end. Nothing was begun. Run the same build again.");
    }

    private static List<PlannedFile> files(String... names) {
        return Stream.of(names).map(SampleRuns::file).toList();
    }
}
