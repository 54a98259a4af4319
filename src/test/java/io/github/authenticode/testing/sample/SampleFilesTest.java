package io.github.authenticode.testing.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jsign.Signable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleFilesTest {
    @TempDir
    Path folder;

    private SampleSigner signer;

    @BeforeAll
    void makeSigner() throws Exception {
        signer = SampleSigner.withSubject(SampleFiles.PUBLISHER);
    }

    static Stream<String> everyExtension() {
        return Arrays.stream(FileFormat.values()).flatMap(format -> format.extensions().stream());
    }

    @ParameterizedTest
    @MethodSource("everyExtension")
    void jsignSignsTheSample(String extension) throws Exception {
        FileFormat format = FileFormat.ofName("x." + extension).orElseThrow();
        Path file = SampleFiles.write(format, folder, "sample." + extension);

        signer.sign(file);

        try (Signable signed = SampleSigner.signable(file)) {
            assertThat(signed.getSignatures()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void sampleIsTheSameEachTime(FileFormat format) throws Exception {
        Path first = SampleFiles.write(format, folder, "first");
        Path second = SampleFiles.write(format, folder, "second");

        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void packageNamesTheGivenPublisher() throws Exception {
        String publisher = "CN=\"Sörensen & Co\", O=Acme";
        Path file = SampleFiles.writeAppx(folder, "other.msix", publisher);

        SampleSigner.withSubject(publisher).sign(file);

        assertThat(Files.size(file)).isPositive();
    }
}
