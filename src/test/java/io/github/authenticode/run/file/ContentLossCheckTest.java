package io.github.authenticode.run.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.Bench;
import io.github.authenticode.testing.sample.CraftedZip;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of which signing would lose a part: they reach no engine, and stay as they are. */
class ContentLossCheckTest {
    private static final byte[] MORE = "What somebody put behind it".getBytes(UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"NAVX, SKIP", "NAVX, REPLACE", "NAVX, APPEND", "CATALOG, SKIP", "CATALOG, REPLACE", "CATALOG, APPEND"})
    void bytesBehindAreNotThrownAway(FileFormat format, ExistingSignature existing) throws Exception {
        String name = "a." + format.extensions().get(0);
        Path file = SampleFiles.write(format, folder, name);
        long size = Files.size(file);

        assertRefused(
                append(file, MORE),
                existing,
                "bytes-behind",
                name + " holds 27 bytes behind the " + (format == FileFormat.CATALOG ? "catalog" : "package")
                        + ", from offset " + size
                        + " on, which are no signature and which signing would throw away.");
    }

    @Test
    void bytesBehindASignedCatalogAreNotThrownAwayEither() throws Exception {
        Path file = SampleFiles.write(FileFormat.CATALOG, folder, "a.cat");
        SampleSigner.withSubject(SampleFiles.PUBLISHER).sign(file);
        long size = Files.size(file);

        assertRefused(
                append(file, new byte[] {0}),
                ExistingSignature.REPLACE,
                "bytes-behind",
                "a.cat holds 1 bytes behind the catalog, from offset " + size
                        + " on, which are no signature and which signing would throw away.");
    }

    @Test
    void bytesBehindASignedNavxPackageAreNotThrownAwayEither() throws Exception {
        Path file = SampleFiles.write(FileFormat.NAVX, folder, "a.app");
        long size = Files.size(file);
        SampleSigner.withSubject(SampleFiles.PUBLISHER).sign(file);
        long more = Files.size(file) - size + MORE.length;

        assertRefused(
                append(file, MORE),
                ExistingSignature.REPLACE,
                "bytes-behind",
                "a.app holds " + more + " bytes behind the package, from offset " + size
                        + " on, which are no signature and which signing would throw away.");
    }

    /** jsign writes the directory from a map of names: of two records of one name, one would be gone. */
    @ParameterizedTest
    @EnumSource(names = {"SKIP", "REPLACE", "APPEND"})
    void packageThatAnEngineWouldReadInItsOwnWayIsRefused(ExistingSignature existing) throws Exception {
        CraftedZip zip = new CraftedZip();
        zip.stored("a.nuspec", MORE);
        zip.stored("lib/a.dll", MORE);
        zip.stored("lib/A.dll", MORE);
        Path file = Files.write(folder.resolve("a.nupkg"), zip.bytes());

        assertRefused(
                file,
                existing,
                "package-damaged",
                "a.nupkg is no package that all programs read alike, or is damaged; signing might lose a part of it.");
    }

    @ParameterizedTest
    @EnumSource(names = {"NAVX", "CATALOG", "APPX", "NUGET"})
    void wholeFileIsSigned(FileFormat format) throws Exception {
        Path file = SampleFiles.write(format, folder, "a." + format.extensions().get(0));
        Bench bench = new Bench(folder);
        bench.addPlanned(file, String.valueOf(file.getFileName()));

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
    }

    private void assertRefused(Path file, ExistingSignature existing, String id, String cause) throws Exception {
        byte[] before = Files.readAllBytes(file);
        Bench bench = new Bench(folder);
        bench.existingSignature = existing;
        bench.addPlanned(file, String.valueOf(file.getFileName()));

        assertThat(bench.problemOfOne().id()).isEqualTo(id);
        assertThat(bench.problemOfOne().cause()).isEqualTo(cause);
        assertThat(bench.engine.calls()).isEmpty();
        assertThat(file).hasBinaryContent(before);
    }

    private static Path append(Path file, byte[] more) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Files.readAllBytes(file));
        bytes.writeBytes(more);
        return Files.write(file, bytes.toByteArray());
    }
}
