package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShutdownGuardTest {
    @TempDir
    Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java can only kill there, and asks nobody to end")
    void jvmThatIsAskedToEndLeavesNoFileInBetweenAndNothingBehind() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        for (int i = 0; i < 9; i++) {
            Files.writeString(files.resolve(i + ".exe"), "program " + i);
        }
        List<String> output = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(RunInAnotherJvm.class, folder.toString(), "signer", "guard")) {
            assertThat(child.nextLine()).isEqualTo("standing still");
            child.askToEnd();
            for (String line = child.nextLine(); line != null; line = child.nextLine()) {
                output.add(line);
            }
        }

        assertThat(output).containsExactly("interrupted");
        Bench bench = RunInAnotherJvm.bench(folder);
        assertThat(bench.leftInWorkFolder())
                .as("the journal, by which the next run goes on")
                .singleElement()
                .asString()
                .contains("journal-");
        for (int i = 0; i < 9; i++) {
            Path file = files.resolve(i + ".exe");
            if (i < 3) {
                assertThat(bench.verdict(file).isTrusted()).isTrue();
            } else {
                assertThat(file).hasContent("program " + i);
            }
        }
    }

    @Test
    void nobodyIsInterruptedWhoHasEnded() throws Exception {
        try (ShutdownGuard guard = ShutdownGuard.of(Thread.currentThread(), () -> true)) {
            assertThat(guard).isNotNull();
        }

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
