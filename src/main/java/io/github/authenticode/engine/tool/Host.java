package io.github.authenticode.engine.tool;

import io.github.authenticode.cloud.CloudException;
import io.github.authenticode.diagnose.Problem;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The machine as the tools of this package see it.
 *
 * @param environment variables of this process; names ignore case, as on Windows
 * @param windows whether it runs Windows
 * @param userHome the user's folder
 * @param workFolder where private folders are made; created if absent
 * @param runner starts processes
 * @param assertions what a federated credential hands to the client library
 * @param debug told what only a debug log wants to know, secrets hidden
 */
public record Host(
        Map<String, String> environment,
        boolean windows,
        Path userHome,
        Path workFolder,
        ToolRunner runner,
        Assertions assertions,
        Consumer<String> debug) {
    private static final Assertions NO_ASSERTIONS = credential -> () -> {
        throw new CloudException(
                Problem.of(
                        "signtool-credential",
                        "Nobody here can get the assertion of <credential>" + credential.kind() + "</credential>.",
                        "Use <engine>embedded</engine>."),
                false);
    };

    public Host {
        Map<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(environment);
        environment = ignoringCase;
        workFolder = workFolder.toAbsolutePath().normalize();
    }

    /** A machine on which nobody gets assertions. */
    Host(
            Map<String, String> environment,
            boolean windows,
            Path userHome,
            Path workFolder,
            ToolRunner runner,
            Consumer<String> debug) {
        this(environment, windows, userHome, workFolder, runner, NO_ASSERTIONS, debug);
    }

    /** Whether this machine runs Windows. */
    public static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /** This machine. */
    public static Host current(Path workFolder, Consumer<String> debug) {
        boolean windows = isWindows();
        ProcessRunner.Settings settings = new ProcessRunner.Settings(
                windows,
                "false".equalsIgnoreCase(System.getProperty("jdk.lang.Process.allowAmbiguousCommands")),
                nativeCharset(),
                SigntoolText::isWorthKeeping,
                workFolder,
                Duration.ofSeconds(2),
                debug);
        return new Host(
                System.getenv(),
                windows,
                Path.of(System.getProperty("user.home")),
                workFolder,
                new ProcessRunner(settings),
                debug);
    }

    /** This machine with somebody who gets assertions. */
    public Host with(Assertions source) {
        return new Host(environment, windows, userHome, workFolder, runner, source, debug);
    }

    /** A variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
    }

    /** A folder that a variable names. */
    Optional<Path> folder(String variable) {
        return variable(variable).map(Path::of);
    }

    private static Charset nativeCharset() {
        String name = System.getProperty("native.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }
}
