package io.github.authenticode.verify.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.filetype.FormatDetector;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.content.IndirectData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, it is judged or refused with an {@link IOException}, and soon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTest {
    private static final int ATTEMPTS = 150;

    @TempDir
    Path folder;

    private SampleSigner signer;

    @BeforeAll
    void makeSigner() throws Exception {
        signer = SampleSigner.withSubject(SampleFiles.PUBLISHER);
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void randomlyChangedFilesThrowNothingButIoException(FileFormat format) throws Exception {
        SignedFile signed = signed(format);
        byte[] original = Files.readAllBytes(signed.path());
        Random random = new Random(11);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Files.write(signed.path(), changed(original, random));
                judge(signed);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void truncatedFilesAreRejected(FileFormat format) throws Exception {
        SignedFile signed = signed(format);
        byte[] original = Files.readAllBytes(signed.path());
        int step = Math.max(1, original.length / ATTEMPTS);
        // neither a closing line end nor the unused end of an installer's last sector is part of the signature
        int first = original.length - (format == FileFormat.MSI ? 512 : 3);
        for (int length = first; length >= 0; length -= step) {
            Files.write(signed.path(), Arrays.copyOf(original, length));
            assertThat(signed.isRejected()).as("cut to %s bytes", length).isTrue();
        }
    }

    @Test
    void deeplyNestedAsn1IsDamaged() throws Exception {
        int depth = 200_000;
        ByteBuffer nested = ByteBuffer.allocate(6 * depth);
        for (int i = 0; i < depth; i++) {
            nested.put((byte) 0x30).put((byte) 0x84).putInt(6 * (depth - i - 1));
        }

        assertThatThrownBy(() -> IndirectData.parse(nested.array()))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("it cannot be decoded as ASN.1");
    }

    /**
     * The word at 0x30 of the header is the first directory sector, the first entry of the table is the chain of sector
     * 0.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x7FFFFFFF, -5})
    void installerWhoseChainsRunAstrayIsMalformed(int next) throws Exception {
        byte[] msi = SampleFiles.msi(20_000);
        ByteBuffer table = ByteBuffer.wrap(msi, 512, 512).slice().order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 128; i++) {
            table.putInt(4 * i, next);
        }
        Path file = Files.write(folder.resolve("circle.msi"), msi);
        SignedFile any = new SignedFile(file, FileFormat.MSI, "1.2.3", new byte[0]);

        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(any.isRejected()).isTrue());
    }

    @Test
    void installerWithTwoStreamsOfOneNameIsMalformed() throws Exception {
        byte[] msi = SampleFiles.msi(20_000);
        int directory = 1024;
        for (int entry = 1; entry < 4; entry++) {
            System.arraycopy(msi, directory + 128, msi, directory + 128 * entry, 66);
        }
        Path file = Files.write(folder.resolve("twice.msi"), msi);

        assertThatThrownBy(() -> SignedContents.open(file, FileFormat.MSI))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("The installer is damaged: its directory has two entries of one name.");
    }

    private SignedFile signed(FileFormat format) throws Exception {
        Path file =
                SampleFiles.write(format, folder, "file." + format.extensions().get(0));
        signer.sign(file);
        return SignedFile.read(file, format);
    }

    private static byte[] changed(byte[] original, Random random) {
        byte[] changed = original.clone();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            // headers and directories are at either end
            int distance = Math.min(random.nextInt(1, 2000), changed.length);
            int position = random.nextBoolean() ? distance - 1 : changed.length - distance;
            changed[position] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
        }
        return changed;
    }

    private static void judge(SignedFile file) {
        try {
            FormatDetector.detect(file.path());
            assertThat(file.violations()).doesNotContainNull();
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?s)The .*\\.");
        }
    }
}
