package io.github.authenticode.process;

import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.windows.WindowsCommandLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One call of an executable.
 *
 * @param executable absolute
 * @param arguments without the executable; paths among them absolute, since the working directory is an empty one
 * @param environment what the child sees beyond or instead of this process's environment; empty removes a variable
 * @param secrets texts that must not be seen in a log or a message, wherever they turn up
 * @param deadline after which the whole process tree is ended
 * @param confidential whether its output may hold pieces of secrets, so that no log may have it as it is
 */
public record ToolCommand(
        Path executable,
        List<String> arguments,
        Map<String, Optional<Secret>> environment,
        List<Secret> secrets,
        Duration deadline,
        boolean confidential) {
    public ToolCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        secrets = List.copyOf(secrets);
    }

    /** A call whose output holds no more than known secrets, which {@link #redaction} hides. */
    public ToolCommand(
            Path executable,
            List<String> arguments,
            Map<String, Optional<Secret>> environment,
            List<Secret> secrets,
            Duration deadline) {
        this(executable, arguments, environment, secrets, deadline, false);
    }

    /** Hides the secrets of this command: those in its arguments and those in its environment. */
    public Redaction redaction() {
        Stream<Secret> inEnvironment = environment.values().stream().flatMap(Optional::stream);
        return new Redaction(Stream.concat(secrets.stream(), inEnvironment).toList());
    }

    /**
     * How a file is named to a tool: its working directory is an empty one, and a name such as {@code -a.exe} would be
     * an option.
     */
    public static String absolute(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    /** The command line for a log, secrets hidden. */
    @Override
    public String toString() {
        return redaction()
                .apply(Stream.concat(Stream.of(executable.toString()), arguments.stream())
                        .map(WindowsCommandLine::encode)
                        .collect(Collectors.joining(" ")));
    }
}
