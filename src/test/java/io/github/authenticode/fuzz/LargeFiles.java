package io.github.authenticode.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.ChildJvm;
import io.github.authenticode.testing.Osslsigncode;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files too large for memory, in a JVM with 64 MiB of heap, and how long files take beside other programs. Not part of
 * an ordinary build, therefore not named a test; {@code -Pfuzz} runs it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeFiles {
    private static final List<String> SMALL_HEAP = List.of("-Xmx64m", "-XX:+UseSerialGC");

    @TempDir
    static Path folder;

    private Specimens specimens;
    private Path root;

    @BeforeAll
    void makeSigner() throws Exception {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        specimens = Specimens.in(keys);
        specimens.verifier();
        root = keys.resolve("root.pem");
    }

    /** Two gibibytes of zeros behind the header of each format: unsigned or damaged, but never out of memory. */
    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            names = {"PE", "MSI", "CAB", "CATALOG", "APPX", "NAVX", "POWERSHELL"})
    void twoGibibytesOfAnyFormatAreJudgedWithin64MebibytesOfHeap(FileFormat format) throws Exception {
        Path file =
                SampleFiles.write(format, folder, "large." + format.extensions().get(0));
        grow(file, 2L << 30);

        assertThat(lines(SMALL_HEAP, format, file, 1).get(1)).startsWith("false [Violation[code=");
        Files.delete(file);
    }

    @Test
    void largeProgramTakesNoLongerThanOneAndAHalfTimesSha256sum() throws Exception {
        Path file = Files.write(folder.resolve("large.exe"), SampleFiles.pe(0));
        grow(file, 3L << 29);
        specimens.sign(file);
        long reference =
                Math.min(milliseconds("sha256sum", file.toString()), milliseconds("sha256sum", file.toString()));
        List<String> lines = lines(SMALL_HEAP, FileFormat.PE, file, 1);
        Files.delete(file);

        System.out.println("1.5 GiB program: " + lines.get(0) + " ms, sha256sum " + reference + " ms");
        assertThat(lines.get(1)).isEqualTo("true []");
        assertThat(Long.parseLong(lines.get(0))).isLessThan(reference * 3 / 2);
    }

    /** Both with the roots of the JVM as well, since nobody verifies foreign files with a single root. */
    @Test
    void twoHundredProgramsTakeAThirdOfOsslsigncode() throws Exception {
        assumeTrue(Osslsigncode.isInstalled(), "osslsigncode is not installed");
        Path programs = Files.createDirectories(folder.resolve("programs"));
        byte[] program = specimens.signed("program.exe", SampleFiles.pe(115_000), 1);
        for (int i = 0; i < 200; i++) {
            Files.write(programs.resolve(i + ".exe"), program);
        }
        addRootsOfTheJvm();
        String each =
                "for f in \"$0\"/*; do osslsigncode verify -CAfile \"$1\" -TSA-CAfile \"$1\" -in \"$f\" || exit 1; done";
        long reference = milliseconds("sh", "-c", each, programs.toString(), root.toString());
        List<String> lines = lines(List.of(), FileFormat.PE, programs, 2);

        System.out.println("200 programs: " + lines.get(0) + " ms, osslsigncode " + reference + " ms");
        assertThat(lines.subList(1, lines.size())).hasSize(200).containsOnly("true []");
        assertThat(Long.parseLong(lines.get(0))).isLessThan(reference / 3);
    }

    private static void grow(Path file, long size) throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(size);
        }
    }

    private void addRootsOfTheJvm() throws Exception {
        KeyStore store = KeyStore.getInstance(
                Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                        .toFile(),
                "changeit".toCharArray());
        for (String alias : Collections.list(store.aliases())) {
            String base64 = Base64.getMimeEncoder()
                    .encodeToString(store.getCertificate(alias).getEncoded());
            String pem = "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
            Files.writeString(root, pem, StandardOpenOption.APPEND);
        }
    }

    private static long milliseconds(String... command) throws Exception {
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        return (System.nanoTime() - began) / 1_000_000;
    }

    private List<String> lines(List<String> options, FileFormat format, Path path, int concurrency) throws Exception {
        try (ChildJvm jvm = ChildJvm.start(
                options,
                VerifyInAnotherJvm.class,
                root.toString(),
                format.name(),
                path.toString(),
                Integer.toString(concurrency))) {
            List<String> lines = new ArrayList<>();
            for (String line = jvm.nextLine(); line != null; line = jvm.nextLine()) {
                lines.add(line);
            }
            assertThat(lines).as(format.name()).hasSizeGreaterThan(1);
            return lines;
        }
    }
}
