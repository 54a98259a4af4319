package io.github.authenticode.engine.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** A second judge, where it is installed; a test that needs it is skipped elsewhere. */
final class Osslsigncode {
    private final Path program;
    private final Path roots;

    private Osslsigncode(Path program, Path roots) {
        this.program = program;
        this.roots = roots;
    }

    /**
     * Finds the program.
     *
     * @param roots PEM file with what it shall trust, for signers and timestamps
     */
    static Osslsigncode assumeInstalled(Path roots) {
        Optional<Path> program = Stream.ofNullable(System.getenv("PATH"))
                .flatMap(path -> Arrays.stream(path.split(java.io.File.pathSeparator, -1)))
                .map(folder -> Path.of(folder, "osslsigncode"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "osslsigncode is not installed");
        return new Osslsigncode(program.orElseThrow(), roots);
    }

    /** What it prints about the file; it ends with Succeeded if all signatures and timestamps are good. */
    String verify(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "verify",
                        "-CAfile",
                        roots.toString(),
                        "-TSA-CAfile",
                        roots.toString(),
                        "-in",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return output + "exit code " + process.waitFor();
    }
}
