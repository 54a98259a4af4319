package io.github.authenticode.cloud.credential;

import io.github.authenticode.cloud.token.ProgramRunner;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.ProgramSearch;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The runner of programs for the credentials. Only the call is told to the debug log, never what came of it: {@code az}
 * prints a token. On Windows az is a script, which only {@code cmd} can start.
 */
public final class AzPrograms implements ProgramRunner {
    private static final List<String> SCRIPTS = List.of(".cmd", ".bat");

    private final Machine host;

    /** @param host whose runner logs no output */
    AzPrograms(Machine host) {
        this.host = host;
    }

    /** Programs of this machine. */
    public static AzPrograms current(Path workFolder) {
        return new AzPrograms(Machine.current(workFolder, line -> true, nothing -> {}));
    }

    @Override
    public Output run(String program, List<String> arguments, Duration limit) throws IOException, InterruptedException {
        ToolResult result = host.runner().run(command(program, arguments, limit));
        if (result.ending() instanceof Ending.TimedOut) {
            throw new IOException("no end within " + limit.toSeconds() + " s");
        }
        if (result.ending() instanceof Ending.NotStarted notStarted) {
            throw new IOException(notStarted.reason());
        }
        return new Output(((Ending.Exited) result.ending()).code(), result.stdout(), result.stderr());
    }

    private ToolCommand command(String program, List<String> arguments, Duration limit) throws NoSuchFileException {
        Path found = new ProgramSearch(host).find(program).orElseThrow(() -> new NoSuchFileException(program));
        List<String> all = new ArrayList<>();
        Path executable = found;
        if (SCRIPTS.stream().anyMatch(found.toString()::endsWith)) {
            executable =
                    host.folder("SystemRoot").orElse(Path.of("C:\\Windows")).resolve("System32/cmd.exe");
            // By its bare name: cmd takes the quotes off a path that has both blanks and parentheses, and looks at PATH
            // itself.
            all.addAll(List.of("/d", "/c", program));
        }
        all.addAll(arguments);
        return new ToolCommand(executable, all, Map.of(), List.of(), limit);
    }
}
