package io.github.authenticode.process;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The machine on which programs are run, as they see it.
 *
 * @param environment variables of this process; names ignore case, as on Windows
 * @param windows whether it runs Windows
 * @param userHome the user's folder
 * @param workFolder where private folders are made; created if absent
 * @param runner starts processes
 * @param debug told what only a debug log wants to know, secrets hidden
 */
public record Machine(
        Map<String, String> environment,
        boolean windows,
        Path userHome,
        Path workFolder,
        ToolRunner runner,
        Consumer<String> debug) {
    public Machine {
        Map<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(environment);
        environment = ignoringCase;
        workFolder = workFolder.toAbsolutePath().normalize();
    }

    /** Whether this machine runs Windows. */
    public static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /**
     * This machine.
     *
     * @param worthKeeping which lines of an output are kept that is too long to keep whole
     */
    public static Machine current(Path workFolder, Predicate<String> worthKeeping, Consumer<String> debug) {
        boolean windows = isWindows();
        ProcessRunner.Settings settings = new ProcessRunner.Settings(
                windows,
                "false".equalsIgnoreCase(System.getProperty("jdk.lang.Process.allowAmbiguousCommands")),
                nativeCharset(),
                worthKeeping,
                workFolder,
                Duration.ofSeconds(2),
                debug);
        return new Machine(
                System.getenv(),
                windows,
                Path.of(System.getProperty("user.home")),
                workFolder,
                new ProcessRunner(settings),
                debug);
    }

    /** A variable that is set to something. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
    }

    /** A folder that a variable names. */
    public Optional<Path> folder(String variable) {
        return variable(variable).map(Path::of);
    }

    private static Charset nativeCharset() {
        String name = System.getProperty("native.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }
}
