package io.github.authenticode.testing.sample;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files whose names are no text in the locale of the test, as an umlaut is none under {@code LC_ALL=C}: Java cannot
 * make them.
 */
public final class UnfaithfulName {
    private UnfaithfulName() {}

    /**
     * Copies a file under such a name, into the same folder.
     *
     * @param name as printf understands it, with bytes that are not UTF-8: {@code M\\377ller.exe}
     * @return the copy as the folder lists it
     */
    public static Path file(Path original, String name) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
        Path folder = original.toAbsolutePath().resolveSibling(".").normalize();
        List<Path> before = list(folder);
        Process shell = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "cp \"$1\" \"$2/$(printf \"$3\")\"",
                        "sh",
                        original.toString(),
                        folder.toString(),
                        name)
                .inheritIO()
                .start();
        if (shell.waitFor() != 0) {
            throw new IOException("cp failed");
        }
        return list(folder).stream()
                .filter(f -> !before.contains(f))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
