package io.github.authenticode.plan.filetype;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.sample.SampleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatDetectorTest {
    @TempDir
    Path folder;

    static Stream<String> everyExtension() {
        return Arrays.stream(FileFormat.values()).flatMap(format -> format.extensions().stream());
    }

    @ParameterizedTest
    @MethodSource("everyExtension")
    void sampleOfEveryExtensionIsDetected(String extension) throws Exception {
        FileFormat format = FileFormat.ofName("x." + extension).orElseThrow();
        Path file = SampleFiles.write(format, folder, "sample." + extension);

        assertThat(FormatDetector.detect(file)).contains(format);
    }

    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            names = {"PE", "MSI", "CAB", "CATALOG", "APPX", "NAVX", "NUGET"})
    void contentBeatsALyingName(FileFormat format) throws Exception {
        assertThat(FormatDetector.detect(SampleFiles.write(format, folder, "sample.ps1")))
                .contains(format);
        assertThat(FormatDetector.detect(SampleFiles.write(format, folder, "sample.exe")))
                .contains(format);
        assertThat(FormatDetector.detect(SampleFiles.write(format, folder, "sample")))
                .contains(format);
    }

    @ParameterizedTest
    @MethodSource("everyExtension")
    void emptyFileHasNoFormat(String extension) throws Exception {
        Path file = Files.createFile(folder.resolve("empty." + extension));

        assertThat(FormatDetector.detect(file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"exe", "msi", "cab", "cat", "msix", "navx", "app", "nupkg", "txt"})
    void textHasNoFormatWithoutAScriptName(String extension) throws Exception {
        Path file = Files.writeString(folder.resolve("text." + extension), "MZ is how programs begin, PK packages");

        assertThat(FormatDetector.detect(file)).isEmpty();
    }

    @Test
    void scriptIsToldByItsNameInAnyCase() throws Exception {
        Path file = Files.writeString(folder.resolve("INSTALL.Ps1"), "Get-Date");

        assertThat(FormatDetector.detect(file)).contains(FileFormat.POWERSHELL);
    }

    @Test
    void utf16ScriptIsAScript() throws Exception {
        Path file = Files.write(folder.resolve("wide.vbs"), "\uFEFFWScript.Quit".getBytes(UTF_16LE));

        assertThat(FormatDetector.detect(file)).contains(FileFormat.VBSCRIPT);
    }

    @Test
    void scriptIsToldByItsNameWhateverItsBytes() throws Exception {
        Path file = Files.write(folder.resolve("rubbish.js"), new byte[] {1, 2, 0, 4});

        assertThat(FormatDetector.detect(file)).contains(FileFormat.JSCRIPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.ps1.", "a.ps1 ", "a.PS1. .", "a.ps1..."})
    void dotsAndBlanksThatWindowsDropsHideNoScript(String name) throws Exception {
        assertThat(FormatDetector.detect(Files.writeString(folder.resolve(name), "1")))
                .contains(FileFormat.POWERSHELL);
    }

    @Test
    void archiveIsToldByItsEndToo() throws Exception {
        byte[] zip = SampleFiles.nupkg();
        byte[] behind = new byte[zip.length + 10];
        System.arraycopy(zip, 0, behind, 10, zip.length);

        assertThat(FormatDetector.isArchive(Files.write(folder.resolve("a.jar"), behind)))
                .isTrue();
        assertThat(FormatDetector.isArchive(Files.write(folder.resolve("b.jar"), zip)))
                .isTrue();
        assertThat(FormatDetector.isArchive(Files.writeString(folder.resolve("c.jar"), "no zip at all PK\5\6")))
                .isFalse();
    }

    @Test
    void dosProgramHasNoFormat() throws Exception {
        byte[] program = new byte[512];
        program[0] = 'M';
        program[1] = 'Z';

        assertThat(FormatDetector.detect(Files.write(folder.resolve("dos.exe"), program)))
                .isEmpty();
    }

    @Test
    void programWhoseHeaderLiesBeyondTheEndHasNoFormat() throws Exception {
        byte[] program = SampleFiles.pe(0);
        program[0x3F] = (byte) 0xFF;

        assertThat(FormatDetector.detect(Files.write(folder.resolve("far.exe"), program)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0x82, true", "0x84, true", "0x86, true", "0x85, false"})
    void compoundFileIsAnInstallerByItsClassOnly(int kind, boolean expected) throws Exception {
        byte[] msi = SampleFiles.msi(100);
        int classId = 512 + 512 + 0x50;
        assertThat(msi[classId] & 0xFF).isEqualTo(0x84);
        msi[classId] = (byte) kind;

        assertThat(FormatDetector.detect(Files.write(folder.resolve("compound.msi"), msi)))
                .isEqualTo(expected ? Optional.of(FileFormat.MSI) : Optional.empty());
    }

    @Test
    void zipThatIsNoPackageHasNoFormat() throws Exception {
        String zip = new String(SampleFiles.nupkg(), ISO_8859_1).replace(".nuspec", ".nuspex");

        assertThat(FormatDetector.detect(Files.writeString(folder.resolve("a.nupkg"), zip, ISO_8859_1)))
                .isEmpty();
    }

    @Test
    void truncatedFilesHaveAFormatOrNone() throws Exception {
        for (FileFormat format : FileFormat.values()) {
            Path file = SampleFiles.write(format, folder, "cut.bin");
            byte[] bytes = Files.readAllBytes(file);
            for (int length = 0; length < bytes.length; length += Math.max(1, bytes.length / 40)) {
                Files.write(file, Arrays.copyOf(bytes, length));

                assertThat(FormatDetector.detect(file).orElse(format)).isEqualTo(format);
            }
        }
    }
}
