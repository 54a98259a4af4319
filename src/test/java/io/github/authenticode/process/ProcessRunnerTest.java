package io.github.authenticode.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.ToolResult.Ending;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProcessRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final boolean WINDOWS = File.separatorChar == '\\';

    @TempDir
    Path temp;

    private final List<String> debug = new ArrayList<>();

    private ToolRunner runner(Duration grace) {
        return new ProcessRunner(new ProcessRunner.Settings(
                WINDOWS,
                false,
                WINDOWS ? Charset.forName(System.getProperty("native.encoding")) : StandardCharsets.UTF_8,
                l -> l.startsWith("Successfully"),
                temp.resolve("work"),
                grace,
                debug::add));
    }

    @Test
    void argumentsArriveUnchangedAndStdinIsClosed() throws Exception {
        ToolResult result = runner(LONG)
                .run(TestProgram.command(LONG, "echo", "a b", "\"q\"", "The \"best\" tool", "-x", "/y", "@z", "ü"));

        assertThat(result.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(result.stdout().lines())
                .containsExactly("stdin ends: true", "a b", "\"q\"", "The \"best\" tool", "-x", "/y", "@z", "ü");
        assertThat(result.stderr()).isEqualTo("an error\n");
    }

    @Test
    void fiftyMegabytesAreKeptByBeginningEndAndTheLinesWorthKeeping() throws Exception {
        ToolResult result = runner(LONG).run(TestProgram.command(LONG, "flood", "50"));

        assertThat(result.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(result.stdout().length()).isLessThan(600 * 1024);
        assertThat(result.stdout())
                .contains("\nSuccessfully signed: middle.exe\n... ")
                .endsWith("the end\n");
    }

    @Test
    void aHangingTreeEndsWithItsDeadline() throws Exception {
        Path pid = temp.resolve("pid");
        Duration enoughToStart = Duration.ofSeconds(WINDOWS ? 20 : 4);
        ToolResult result = runner(LONG).run(TestProgram.command(enoughToStart, "grandchild-and-hang", pid.toString()));

        assertThat(result.ending()).isEqualTo(new Ending.TimedOut(enoughToStart));
        assertThat(result.stdout()).contains("grandchild runs", "hanging");
        assertGone(pid);
    }

    @Test
    void aGrandchildThatKeepsThePipeDoesNotHoldUpTheCaller() throws Exception {
        Path pid = temp.resolve("pid");
        ToolResult result =
                runner(Duration.ofMillis(300)).run(TestProgram.command(LONG, "grandchild-and-exit", pid.toString()));

        assertThat(result.ending()).isEqualTo(new Ending.Exited(0));
        assertThat(result.stdout()).contains("grandchild runs");
        assertThat(result.duration()).isLessThan(LONG);
        assertGone(pid);
    }

    @Test
    void anInterruptEndsTheTree() throws Exception {
        Path pid = temp.resolve("pid");
        Thread test = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            while (pid.toFile().length() == 0) {
                Thread.onSpinWait();
            }
            test.interrupt();
        });
        interrupter.start();

        assertThatThrownBy(() -> runner(LONG).run(TestProgram.command(LONG, "grandchild-and-hang", pid.toString())))
                .isInstanceOf(InterruptedException.class);
        interrupter.join();
        assertGone(pid);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aChildThatHearsTheSameCtrlCFirstIsInterruptedAndHasNotFailed() throws Exception {
        Path pid = temp.resolve("pid");
        Thread test = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            awaitEnd(pid);
            test.interrupt();
        });
        interrupter.start();

        assertThatThrownBy(() -> runner(LONG).run(shell("echo $$ > " + pid + "; kill -TERM $$")))
                .isInstanceOf(InterruptedException.class);
        interrupter.join();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aChildThatSomebodyElseAskedToEndHasFailed() throws Exception {
        ToolResult result = runner(Duration.ofMillis(50)).run(shell("kill -TERM $$"));

        assertThat(result.ending()).isEqualTo(new Ending.Exited(143));
    }

    private static ToolCommand shell(String script) {
        return new ToolCommand(Path.of("/bin/sh"), List.of("-c", script), Map.of(), List.of(), LONG);
    }

    private static void awaitEnd(Path pid) {
        while (pid.toFile().length() == 0) {
            Thread.onSpinWait();
        }
        try {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .ifPresent(process -> process.onExit().join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSilentExitCodeIsToldAsItIs() throws Exception {
        ToolResult result = runner(LONG).run(TestProgram.command(LONG, "exit", "3"));

        assertThat(result.ending()).isEqualTo(new Ending.Exited(3));
        assertThat(result.isSilent()).isTrue();
    }

    @Test
    void theWorkingDirectoryIsEmptyPrivateAndDeleted() throws Exception {
        ToolResult result = runner(LONG).run(TestProgram.command(LONG, "folder"));

        List<String> lines = result.stdout().lines().toList();
        assertThat(lines.get(0)).isEqualTo("files: 0");
        assertThat(lines.get(1)).startsWith(temp.resolve("work").toString());
        assertThat(temp.resolve("work")).isEmptyDirectory();
    }

    @Test
    void aSecretGoesThroughTheEnvironmentAndIsHiddenInTheLog() throws Exception {
        ToolCommand echo = TestProgram.command(LONG, "environment", "CANARY");
        ToolCommand command = new ToolCommand(
                echo.executable(),
                echo.arguments(),
                Map.of("CANARY", Optional.of(Secret.of("tweet tweet"))),
                List.of(),
                LONG);

        assertThat(runner(LONG).run(command).stdout()).isEqualTo("CANARY=tweet tweet\n");
        assertThat(String.join("\n", debug)).contains("CANARY=****").doesNotContain("tweet");
    }

    @Test
    void aVariableCanBeTakenAway() throws Exception {
        ToolCommand echo = TestProgram.command(LONG, "environment", "PATH");
        ToolCommand command =
                new ToolCommand(echo.executable(), echo.arguments(), Map.of("PATH", Optional.empty()), List.of(), LONG);

        assertThat(runner(LONG).run(command).stdout()).isEqualTo("PATH=null\n");
    }

    @Test
    void aSecretInTheArgumentsIsHiddenAlsoInItsQuotedForm() {
        ToolCommand command = new ToolCommand(
                Path.of("signtool"),
                List.of("/p", "pass \"word\""),
                Map.of(),
                List.of(Secret.of("pass \"word\"")),
                LONG);

        assertThat(command).hasToString("signtool /p ****");
    }

    @Test
    void whatIsNoProgramIsNotStarted() throws Exception {
        Path text = Files.writeString(temp.resolve("signtool.exe"), "not a program");
        ToolResult result = runner(LONG).run(new ToolCommand(text, List.of(), Map.of(), List.of(), LONG));

        assertThat(result.ending())
                .isInstanceOfSatisfying(
                        Ending.NotStarted.class, e -> assertThat(e.reason()).contains("signtool.exe"));
    }

    private static void assertGone(Path pidFile) throws Exception {
        Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(Files.readString(pidFile)));
        if (handle.isPresent()) {
            handle.get().onExit().get(30, TimeUnit.SECONDS);
        }
    }
}
