package io.github.authenticode.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java can only kill there, and asks nobody to end")
class InterruptedGoalTest {
    @TempDir
    Path folder;

    @Test
    void ctrlCLeavesTheWholeStoryOnTheConsoleAndOnTheDisk() throws Exception {
        String signal = ChildJvm.canBeInterrupted() ? "INT" : "TERM";
        List<String> output;
        try (ChildJvm child = ChildJvm.start(GoalInAnotherJvm.class, folder.toString())) {
            assertThat(child.nextLine()).isEqualTo("all stand still");
            child.signal(signal);
            output = child.remainingLines();
            assertThat(child.exitCode()).isEqualTo(signal.equals("INT") ? 130 : 143);
        }

        assertThat(String.join("\n", output))
                .containsSubsequence(
                        "Interrupted. Signed 1, skipped 0, failed 0 of 2 files in ",
                        "Unfinished, and as before: 1 (app.exe)",
                        "Run the same build again, without clean: it signs the rest, and no file twice.")
                .contains("Interrupted. Trusted 1, rejected 0 of 2 files in ");
        assertThat(filesIn("deaf/signing")).containsExactly("done.exe signed", "app.exe unfinished");
        assertThat(filesIn("signing")).containsExactly("done.exe signed", "app.exe unfinished");
        assertThat(filesIn("verification")).containsExactly("done.exe trusted", "app.exe unfinished");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all)
                    .as("two reports, a folder, and nothing half written")
                    .hasSize(5);
        }
    }

    private List<String> filesIn(String kind) throws IOException {
        JsonNode report = new ObjectMapper()
                .readTree(folder.resolve(kind + "-report.json").toFile());
        assertThat(report.path("outcome").asText()).isEqualTo("interrupted");
        return StreamSupport.stream(report.path("files").spliterator(), false)
                .map(file ->
                        file.path("path").asText() + " " + file.path("outcome").asText())
                .toList();
    }
}
