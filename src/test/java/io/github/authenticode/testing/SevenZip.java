package io.github.authenticode.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The program 7z as another reader of archives; tests that need it are skipped where it is not installed. */
public final class SevenZip {
    private SevenZip() {}

    /** The files that it unpacks into the folder, by their paths there. */
    public static Map<String, byte[]> unpacked(Path archive, Path folder) throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "7z is not installed");
        Process process = new ProcessBuilder("7z", "x", "-y", "-bd", "-o" + folder, archive.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        process.waitFor();
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** Whether it is on the PATH. */
    public static boolean isInstalled() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "7z")));
    }
}
