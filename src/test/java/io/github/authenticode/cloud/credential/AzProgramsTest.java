package io.github.authenticode.cloud.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.cloud.token.ProgramRunner.Output;
import io.github.authenticode.process.FakeMachine;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzProgramsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private FakeMachine machine;

    @BeforeEach
    void machine() {
        machine = new FakeMachine(temp);
    }

    @Test
    void scriptOnWindowsIsStartedByCmdUnderItsBareName() throws Exception {
        machine.file("bin/az.cmd", new byte[0]);
        machine.environment.put("Path", temp.resolve("bin").toString());
        machine.environment.put("SystemRoot", "/windows");
        machine.answers = command -> new ToolResult(new Ending.Exited(3), "out", "err", Duration.ZERO);

        Output output = programs().run("az", List.of("account"), LIMIT);

        assertThat(output).isEqualTo(new Output(3, "out", "err"));
        assertThat(machine.calls).singleElement().satisfies(call -> {
            assertThat(call.executable()).isEqualTo(Path.of("/windows/System32/cmd.exe"));
            assertThat(call.arguments()).containsExactly("/d", "/c", "az", "account");
            assertThat(call.deadline()).isEqualTo(LIMIT);
        });
    }

    @Test
    void programThatIsNowhereIsToldApartFromOneThatFails() {
        machine.environment.put("PATH", "relative:" + temp.resolve("empty"));
        assertThatThrownBy(() -> programs().run("az", List.of(), LIMIT)).isInstanceOf(NoSuchFileException.class);

        machine.file("bin/az.exe", new byte[0]);
        machine.environment.put("PATH", temp.resolve("bin").toString());
        machine.answers = command -> new ToolResult(new Ending.TimedOut(LIMIT), "", "", LIMIT);
        assertThatThrownBy(() -> programs().run("az", List.of(), LIMIT))
                .isInstanceOf(IOException.class)
                .hasMessage("no end within 20 s");
        machine.answers = command -> new ToolResult(new Ending.NotStarted("error=13"), "", "", LIMIT);
        assertThatThrownBy(() -> programs().run("az", List.of(), LIMIT)).hasMessage("error=13");
    }

    @Test
    void folderThatTheBuildRunsInIsNeverSearched() {
        machine.file("hidden/az.exe", new byte[0]);
        Path relative =
                Path.of("").toAbsolutePath().relativize(temp.toAbsolutePath().resolve("hidden"));

        for (String path : List.of("", ".", relative.toString(), "\"" + relative + "\"", "./" + relative)) {
            machine.environment.put("PATH", path + ":");
            assertThatThrownBy(() -> programs().run("az", List.of(), LIMIT)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void realProgramIsFoundAndRun() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        Path script = Files.writeString(temp.resolve("az"), "#!/bin/sh\necho \"$1\"; exit 7\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Machine real = Machine.current(temp.resolve("work"), line -> true, line -> {});
        machine.environment.put("PATH", temp.toString());
        Machine host =
                new Machine(machine.environment, false, real.userHome(), real.workFolder(), real.runner(), line -> {});

        assertThat(new AzPrograms(host).run("az", List.of("hello"), LIMIT)).isEqualTo(new Output(7, "hello\n", ""));
    }

    @Test
    void outputNeverShowsItself() {
        assertThat(new Output(0, "canary", "canary")).hasToString("Output[exitCode=0]");
    }

    private AzPrograms programs() {
        return new AzPrograms(machine.host());
    }
}
