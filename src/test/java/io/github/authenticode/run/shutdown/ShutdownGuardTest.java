package io.github.authenticode.run.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.run.Bench;
import io.github.authenticode.run.RunInAnotherJvm;
import io.github.authenticode.testing.ChildJvm;
import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
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
    private static final String NO_SIGNALS = "Java can only kill there, and asks nobody to end";

    @TempDir
    Path folder;

    /** Ctrl+C, or its next of kin where this build runs in the background and does not hear it. */
    private static String heard(String signal) throws IOException {
        return ChildJvm.canBeInterrupted() ? signal : "TERM";
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = NO_SIGNALS)
    void jvmThatIsAskedToEndLeavesNoFileInBetweenAndNothingBehind() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        for (int i = 0; i < 9; i++) {
            Files.writeString(files.resolve(i + ".exe"), "program " + i);
        }
        List<String> output = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(RunInAnotherJvm.class, folder.toString(), "signer", "guard")) {
            assertThat(child.nextLine()).isEqualTo("standing still");
            child.signal(heard("INT"));
            output.addAll(child.remainingLines());
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
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = NO_SIGNALS)
    void workThatHangsIsToldOfInItsPlaceAndNobodyIsWaitedForWhoHasEnded() throws Exception {
        try (ChildJvm child = ChildJvm.start(GuardInAnotherJvm.class, "told of", "hanging words", "telling", "ended")) {
            assertThat(child.nextLine()).isEqualTo("all at work");
            child.signal("TERM");

            assertThat(child.remainingLines())
                    .containsExactlyInAnyOrder(
                            "told of: last words", "telling: ended after all", "telling: begins nothing more");
            assertThat(child.exitCode()).isEqualTo(143);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = NO_SIGNALS)
    void secondCtrlCDoesNotWait() throws Exception {
        String signal = heard("INT");
        try (ChildJvm child = ChildJvm.start(GuardInAnotherJvm.class, "deaf")) {
            assertThat(child.nextLine()).isEqualTo("all at work");
            do {
                child.signal(signal);
            } while (!child.endsIn(50));

            assertThat(child.remainingLines()).isEmpty();
            assertThat(child.exitCode()).isEqualTo(signal.equals("INT") ? 130 : 143);
        }
    }

    @Test
    void guardLeavesNothingInTheJvm() throws Exception {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        PhantomReference<Object> held = guarded(collected);
        System.gc();

        assertThat(collected.remove(30_000)).isSameAs(held);
    }

    private static PhantomReference<Object> guarded(ReferenceQueue<Object> collected) throws InterruptedException {
        Object held = new Object();
        ShutdownGuard guard =
                ShutdownGuard.of(Thread.currentThread(), () -> held.hashCode() == 0, ShutdownGuard.Times.USUAL);
        try (guard) {
            return new PhantomReference<>(held, collected);
        }
    }

    @Test
    void nobodyIsInterruptedWhoHasEnded() throws Exception {
        try (ShutdownGuard guard = ShutdownGuard.of(Thread.currentThread(), () -> true, ShutdownGuard.Times.USUAL)) {
            assertThat(guard).isNotNull();
        }

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
