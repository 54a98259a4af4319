package io.github.authenticode.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of real files that is not part of the project: the system property or environment variable {@code
 * AUTHENTICODE_CORPUS}, else {@code ../shared/corpus}. Tests that need it are skipped where it is missing.
 */
public final class Corpus {
    private static final String NAME = "AUTHENTICODE_CORPUS";

    private Corpus() {}

    /** The file of that name; skips the test if there is no corpus. */
    public static Path file(String name) {
        return folder().resolve(name);
    }

    /** The files of a subfolder in the order of their names; skips the test if there is no corpus. */
    public static List<Path> files(String subfolder) throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve(subfolder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Path folder() {
        String configured = Optional.ofNullable(System.getProperty(NAME))
                .or(() -> Optional.ofNullable(System.getenv(NAME)))
                .orElse("../shared/corpus");
        Path folder = Path.of(configured);
        assumeTrue(Files.isDirectory(folder), "no corpus at " + folder);
        return folder;
    }
}
