package io.github.authenticode.engine.embedded.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.JsignEngine;
import io.github.authenticode.engine.embedded.Judged;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.format.SignedContents;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages of so many files that jsign takes their count for a negative number, and finds none. */
class WidePackageTest {
    private static Issued publisher;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        publisher = Issued.root("CN=Root").signer(SampleFiles.PUBLISHER, Issued.keys("RSA", 2048));
    }

    @ParameterizedTest
    @ValueSource(ints = {32_763, 66_000})
    void applicationPackageOfAnySizeIsSignedWithAllItsFiles(int files) throws Exception {
        Path file = SampleFiles.writeCrowded(FileFormat.APPX, folder.resolve("a.msix"), files);

        assertThat(sign(file, FileFormat.APPX)).isEqualTo(new Attempt.Done());

        assertThat(Judged.signatures(file, FileFormat.APPX)).hasSize(1);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(files + 6);
        }
    }

    @Test
    void nugetPackageOfAsManyFilesAsTheEngineTakesIsSigned() throws Exception {
        Path file = SampleFiles.writeCrowded(FileFormat.NUGET, folder.resolve("a.nupkg"), 32_764);

        assertThat(sign(file, FileFormat.NUGET)).isEqualTo(new Attempt.Done());

        assertThat(SignedContents.open(file, FileFormat.NUGET).signatures().size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            32765 | a.nupkg has 32768 files; the embedded engine can sign a NuGet package of 32767 at most. Split the package into smaller ones, or sign it with 'dotnet nuget sign'.
            40000 | a.nupkg has 40003 files; the embedded engine can sign a NuGet package of 32767 at most. Split the package into smaller ones, or sign it with 'dotnet nuget sign'.
            70000 | a.nupkg is a zip64 archive, as archives of 65,535 files or 4 GiB and more are, and NuGet takes no signed package that is one (NU3006). Split the package into smaller ones.
            """)
    void largerNugetPackageIsRefusedForItsTrueCauseAndStays(int more, String text) throws Exception {
        Path file = SampleFiles.writeCrowded(FileFormat.NUGET, folder.resolve("a.nupkg"), more);
        byte[] before = Files.readAllBytes(file);

        Attempt attempt = sign(file, FileFormat.NUGET);

        assertThat(attempt).isInstanceOfSatisfying(Attempt.Failed.class, failed -> {
            assertThat(failed.problem().cause() + " " + failed.problem().remedy())
                    .isEqualTo(text);
            assertThat(failed.retryable()).isFalse();
        });
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(SignedContents.open(file, FileFormat.NUGET).signatures()).isEmpty();
    }

    /** As some programs write it: the zip64 record for one number, the others as they always were. */
    @Test
    void lastRecordThatIsHalfZip64BecomesAWholeOne() throws Exception {
        Path file = SampleFiles.writeCrowded(FileFormat.APPX, folder.resolve("a.msix"), 0);
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length - 22;
        ByteBuffer old = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int count = old.getShort(end + 10);
        ByteBuffer wide = ByteBuffer.allocate(bytes.length + 76).order(ByteOrder.LITTLE_ENDIAN);
        wide.put(bytes, 0, end).putInt(0x06064B50).putLong(44).putInt(0x2D_002D).putLong(0);
        wide.putLong(count).putLong(count).putLong(old.getInt(end + 12)).putLong(old.getInt(end + 16));
        wide.putInt(0x07064B50).putInt(0).putLong(end).putInt(1).put(bytes, end, 22);
        Files.write(file, wide.array());

        assertThat(sign(file, FileFormat.APPX)).isEqualTo(new Attempt.Done());
        assertThat(sign(file, FileFormat.APPX)).as("again").isEqualTo(new Attempt.Done());

        assertThat(Judged.signatures(file, FileFormat.APPX)).hasSize(1);
        byte[] signed = Files.readAllBytes(file);
        assertThat(Arrays.copyOfRange(signed, signed.length - 14, signed.length - 2))
                .containsOnly(0xFF);
    }

    private static Attempt sign(Path file, FileFormat format) throws Exception {
        Timestamping none = new Timestamping(false, List.of(), 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256, Optional.empty(), Optional.empty(), none, ExistingSignature.REPLACE);
        try (JsignEngine engine = new JsignEngine(publisher.source(), options, Optional.empty())) {
            return engine.sign(List.of(new Engine.Task(file, format, 1))).get(0);
        }
    }
}
