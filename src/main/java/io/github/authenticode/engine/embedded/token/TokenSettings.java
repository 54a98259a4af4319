package io.github.authenticode.engine.embedded.token;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The surroundings in which tokens are looked for.
 *
 * @param environment variables of this process
 * @param system {@code os.name} of this JVM
 * @param java the program that runs the library
 * @param workFolder where its working directory is made
 * @param warnings told what the user should know though the build goes on
 * @param debug told what only a debug log wants to know
 */
public record TokenSettings(
        Map<String, String> environment,
        String system,
        Path java,
        Path workFolder,
        Consumer<String> warnings,
        Consumer<String> debug) {

    /** Those of this JVM. */
    public static TokenSettings current(Path workFolder, Consumer<String> warnings, Consumer<String> debug) {
        String system = System.getProperty("os.name", "");
        String program = system.startsWith("Windows") ? "java.exe" : "java";
        return new TokenSettings(
                System.getenv(),
                system,
                Path.of(System.getProperty("java.home"), "bin", program),
                workFolder,
                warnings,
                debug);
    }

    boolean windows() {
        return system.startsWith("Windows");
    }

    boolean mac() {
        return system.startsWith("Mac");
    }

    /** A folder that a variable names, in any case, as on Windows. */
    Optional<String> variable(String name) {
        return environment.entrySet().stream()
                .filter(e -> e.getKey().equalsIgnoreCase(name) && !e.getValue().isBlank())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Never the variables, which hold secrets. */
    @Override
    public String toString() {
        return "TokenSettings[" + system + "]";
    }
}
