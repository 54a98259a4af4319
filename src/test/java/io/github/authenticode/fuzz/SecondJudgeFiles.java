package io.github.authenticode.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes files for {@code .ci/second-judges}: one of each format, signed and timestamped, a tampered twin of each, and
 * a program to sign. Not named a test; that script runs it and names the folder.
 */
class SecondJudgeFiles {
    private static final String SIGNED_CONTENT = "its content is not what was signed.";

    @TempDir
    Path made;

    @Test
    void filesAreWritten() throws Exception {
        Path folder = Files.createDirectories(
                Path.of(System.getProperty("authenticode.second.judges", "target/second-judges/files")));
        Specimens specimens = Specimens.in(made);
        for (Specimen specimen : specimens.make()) {
            String extension = specimen.name().equals("APPX-bundle")
                    ? "appxbundle"
                    : specimen.format().extensions().get(0);
            Path good = folder.resolve(specimen.name() + "-good." + extension);
            Files.write(good, specimen.bytes());
            assertThat(specimens.verifier().verify(good, specimen.format()).isTrusted())
                    .as(specimen.name())
                    .isTrue();
            tamper(specimens, specimen, folder.resolve(specimen.name() + "-tampered." + extension));
        }
        Files.writeString(folder.resolve("root.pem"), specimens.rootPem());
        Files.write(folder.resolve("unsigned.exe"), SampleFiles.pe(4000));
        Files.write(folder.resolve("unsigned.msi"), SampleFiles.msi(7000));
        Files.write(folder.resolve("unsigned.cab"), SampleFiles.cab(900));
    }

    /**
     * Changes a byte of what is digested; in a catalog and a package of NuGet that lies in the signature or another
     * part.
     */
    private static void tamper(Specimens specimens, Specimen specimen, Path file) throws Exception {
        byte[] bytes = specimen.bytes();
        for (int i = 0; i < bytes.length; i++) {
            int at = (bytes.length / 8 + i) % bytes.length;
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            if (isChanged(specimens.verifier().verify(file, specimen.format()))) {
                return;
            }
        }
        throw new IOException("no byte of " + specimen.name() + " is covered by its signature");
    }

    private static boolean isChanged(Verdict verdict) {
        return verdict.violations().stream()
                .anyMatch(v -> v.message().startsWith("The file was changed")
                        || v.message().endsWith(SIGNED_CONTENT));
    }
}
