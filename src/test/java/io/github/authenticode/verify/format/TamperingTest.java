package io.github.authenticode.verify.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.embedded.format.PreparedInstaller;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.format.script.ScriptKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Changes one byte after the other and lists those whose change goes unnoticed: only what no digest covers by design.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperingTest {
    @TempDir
    Path folder;

    private SampleSigner signer;

    @BeforeAll
    void makeSigner() throws Exception {
        signer = SampleSigner.withSubject(SampleFiles.PUBLISHER);
    }

    @Test
    void everyByteOfAProgramButItsChecksumCounts() throws Exception {
        SignedFile program = signed(FileFormat.PE, SampleFiles.pe(50));
        int table = 1024 + 56;

        assertThat(program.unnoticed(0, table + 12, 1))
                .containsExactlyElementsOf(
                        IntStream.range(0x80 + 88, 0x80 + 92).boxed().toList());
    }

    @Test
    void everyByteOfACabinetCounts() throws Exception {
        SignedFile cabinet = signed(FileFormat.CAB, SampleFiles.cab(100));
        int signature = size(cabinet.path()) - der(cabinet).length;

        assertThat(cabinet.unnoticed(0, signature, 1)).isEmpty();
    }

    @Test
    void everyByteOfANavxPackageCounts() throws Exception {
        SignedFile navx = signed(FileFormat.NAVX, SampleFiles.navx());
        int signature = size(navx.path()) - der(navx).length - 8;

        assertThat(navx.unnoticed(0, signature, 1)).isEmpty();
        assertThat(navx.unnoticed(size(navx.path()) - 8, size(navx.path()), 1)).isEmpty();
    }

    @Test
    void everyByteOfANugetPackageBeforeItsSignatureCounts() throws Exception {
        SignedFile nupkg = signed(FileFormat.NUGET, SampleFiles.nupkg());

        assertThat(nupkg.unnoticed(0, indexOf(nupkg.path(), ".signature.p7s", 0) - 30, 3))
                .isEmpty();
    }

    @Test
    void directoryOfANugetPackageCounts() throws Exception {
        SignedFile nupkg = signed(FileFormat.NUGET, SampleFiles.nupkg());
        int directory = indexOf(nupkg.path(), "PK\1\2", 0);
        int signatureRecord = indexOf(nupkg.path(), ".signature.p7s", directory) - 46;

        assertThat(nupkg.unnoticed(directory, signatureRecord, 1)).isEmpty();
    }

    @Test
    void contentAndDirectoryOfAnApplicationPackageCount() throws Exception {
        SignedFile appx = signed(FileFormat.APPX, SampleFiles.appx(SampleFiles.PUBLISHER));
        int signature = indexOf(appx.path(), "AppxSignature.p7xPKCX", 0) - 30;
        int directory = indexOf(appx.path(), "PK\1\2", 0);
        int signatureRecord = indexOf(appx.path(), "AppxSignature.p7x", directory) - 46;

        assertThat(appx.unnoticed(0, signature, 2503)).isEmpty();
        assertThat(appx.unnoticed(signature - 800, signature, 17)).isEmpty();
        assertThat(appx.unnoticed(directory, signatureRecord, 3)).isEmpty();
    }

    @Test
    void streamsOfAnInstallerCount() throws Exception {
        Path file = write(FileFormat.MSI, SampleFiles.msi(5000));
        byte[] stream = new byte[5000];
        new Random(5000).nextBytes(stream);
        int start = indexOf(file, new String(stream, 0, 16, ISO_8859_1), 0);
        signer.sign(file);

        assertThat(SignedFile.read(file, FileFormat.MSI).unnoticed(start, start + 5000, 97))
                .isEmpty();
    }

    /** All but the date of the last change, which signtool writes too, outside its digest. */
    @Test
    void bytesOfAnInstallerButItsDateCount() throws Exception {
        Path file = write(FileFormat.MSI, SampleFiles.msi(100));
        PreparedInstaller.prepare(file);
        signer.sign(file);
        PreparedInstaller.finish(file);
        SignedFile signed = SignedFile.read(file, FileFormat.MSI);
        byte[] bytes = Files.readAllBytes(file);
        byte[] signature = der(signed);
        int directory = (ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(0x30) + 1) * 512;
        int date = directory + 108;

        List<Integer> unnoticed = new ArrayList<>(signed.unnoticed(0, 84, 1));
        unnoticed.addAll(signed.unnoticed(directory, directory + 512, 1));
        unnoticed.addAll(signed.unnoticed(512, bytes.length, 23));

        unnoticed.removeIf(position -> isInSignature(bytes, position, signature));
        assertThat(unnoticed).allMatch(position -> position >= date && position < date + 8);
    }

    /** Streams lie in pieces of 64 bytes; those of the signature are not what is looked at here. */
    private static boolean isInSignature(byte[] bytes, int position, byte[] signature) {
        String piece = new String(bytes, position / 64 * 64, 64, ISO_8859_1);
        String whole = new String(Arrays.copyOf(signature, signature.length + 64), ISO_8859_1);
        return whole.contains(piece);
    }

    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            names = {"POWERSHELL", "POWERSHELL_XML", "VBSCRIPT", "JSCRIPT", "WSF"})
    void everyByteOfAScriptCounts(FileFormat format) throws Exception {
        SignedFile script = signed(format, SampleFiles.script(format).getBytes(US_ASCII));
        int size = size(script.path());

        String begin = ScriptKind.valueOf(format.name()).begin();
        int blockStart = indexOf(script.path(), begin, 0);

        assertThat(script.unnoticed(0, blockStart + begin.length() + 2, 1)).isEmpty();
        assertThat(script.unnoticed(size - 20, size, 1)).isEmpty();
    }

    @Test
    void everyByteOfACatalogIsInTheSignature() throws Exception {
        SignedFile catalog = signed(FileFormat.CATALOG, SampleFiles.catalog());

        List<byte[]> signatures =
                SignedContents.open(catalog.path(), FileFormat.CATALOG).signatures();
        assertThat(signatures.size()).isEqualTo(1);
        assertThat(signatures.get(0)).isEqualTo(Files.readAllBytes(catalog.path()));
    }

    private SignedFile signed(FileFormat format, byte[] content) throws Exception {
        Path file = write(format, content);
        signer.sign(file);
        return SignedFile.read(file, format);
    }

    private Path write(FileFormat format, byte[] content) throws Exception {
        return Files.write(folder.resolve("file." + format.extensions().get(0)), content);
    }

    private static byte[] der(SignedFile file) throws Exception {
        return SignedContents.open(file.path(), file.format()).signatures().get(0);
    }

    private static int size(Path file) throws Exception {
        return (int) Files.size(file);
    }

    private static int indexOf(Path file, String marker, int from) throws Exception {
        int index = new String(Files.readAllBytes(file), ISO_8859_1).indexOf(marker, from);
        assertThat(index).isNotNegative();
        return index;
    }
}
