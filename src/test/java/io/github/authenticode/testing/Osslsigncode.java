package io.github.authenticode.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program osslsigncode as a second judge; tests that need it are skipped where it is not installed. */
public final class Osslsigncode {
    private Osslsigncode() {}

    /** Whether it finds the signature of the file in order, given the certificates to trust as PEM. */
    public static boolean verifies(Path file, Path trustedPem) throws IOException, InterruptedException {
        return run(List.of("verify", "-CAfile", trustedPem.toString(), "-in", file.toString())) == 0;
    }

    /** Runs it and gives its exit code; the output is dropped. */
    public static int run(List<String> arguments) throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "osslsigncode is not installed");
        List<String> command = new ArrayList<>();
        command.add("osslsigncode");
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        return process.waitFor();
    }

    /** Whether it is on the PATH. */
    public static boolean isInstalled() {
        for (String folder : String.valueOf(System.getenv("PATH")).split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, "osslsigncode"))) {
                return true;
            }
        }
        return false;
    }
}
