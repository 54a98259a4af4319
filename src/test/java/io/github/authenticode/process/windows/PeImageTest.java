package io.github.authenticode.process.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeImageTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"34404, X64", "332, X86", "43620, ARM64", "452, ARM"})
    void machineAndVersionAreRead(int machine, Architecture architecture) throws IOException {
        PeImage image = read(HandmadePe.signtool(machine, "10.0.26100.9169"));
        assertThat(image.architecture()).contains(architecture);
        assertThat(image.version().orElseThrow()).hasToString("10.0.26100.9169");
        assertThat(image.versionText()).contains("signtool.exe");
        assertThat(image.managed()).isFalse();
        assertThat(image.exports()).isEmpty();
    }

    @Test
    void exportsAndClrHeaderAreRead() throws IOException {
        PeImage image = read(HandmadePe.library(0x8664, true, "AuthenticodeDigestSignEx", "Other"));
        assertThat(image.exports()).containsExactly("AuthenticodeDigestSignEx", "Other");
        assertThat(image.managed()).isTrue();
    }

    @Test
    void versionsCompareAsNumbers() {
        assertThat(ToolVersion.parse("10.0.9999").orElseThrow())
                .isLessThan(ToolVersion.parse("10.0.26100.0").orElseThrow());
        assertThat(ToolVersion.parse("ten")).isEmpty();
        assertThat(ToolVersion.parse("1.2.3.4.5")).isEmpty();
    }

    @Test
    void textIsNoImage() throws IOException {
        Path file = Files.writeString(temp.resolve("x.exe"), "MZ but nothing more");
        assertThatThrownBy(() -> PeImage.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("it is no PE image");
    }

    @Test
    void anythingDamagedIsAnIoException() {
        byte[] whole = HandmadePe.library(0x8664, true, "AuthenticodeDigestSignEx");
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int hit = 0; hit < 8 && damaged.length > 0; hit++) {
                damaged[random.nextInt(Math.min(damaged.length, 0x600))] = (byte) random.nextInt();
            }
            Optional<PeImage> image = tryRead(damaged);
            assertThat(image.map(PeImage::exports).map(List::size).orElse(0)).isLessThanOrEqualTo(4096);
        }
    }

    @Test
    void theGenuineSigntoolIsReadToo() throws IOException {
        Path oracle = Path.of(System.getProperty("user.home"), ".cache", "signtool-oracle");
        Path signtool = oracle.resolve("sdk26").resolve("signtool.exe");
        assumeTrue(Files.exists(signtool), "the signtool oracle is not set up");
        PeImage image = PeImage.read(signtool);
        assertThat(image.version().orElseThrow()).hasToString("10.0.26100.9169");
        assertThat(image.architecture()).contains(Architecture.X64);
        assertThat(image.versionText()).contains("signtool.exe");
    }

    private PeImage read(byte[] bytes) throws IOException {
        return PeImage.parse(bytes);
    }

    private Optional<PeImage> tryRead(byte[] bytes) {
        try {
            return Optional.of(read(bytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
