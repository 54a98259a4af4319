package io.github.authenticode.verify.format.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.SignedContents;
import io.github.authenticode.verify.format.content.Remainder;
import io.github.authenticode.verify.violation.Violation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed catalog with something in it or behind it that nobody signed. */
class CatalogContentTest {
    @TempDir
    Path folder;

    /** Within the outer elements, whose lengths are made to fit; SignedData ends before it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void elementBesideTheSignedDataIsRefused(int outer) throws Exception {
        byte[] catalog = Files.readAllBytes(signed());
        byte[] more = {4, 2, 'M', 'Z'};
        ByteArrayOutputStream grown = new ByteArrayOutputStream();
        grown.writeBytes(catalog);
        grown.writeBytes(more);
        byte[] bytes = grown.toByteArray();
        int[] lengths = {2, 4 + 11 + 2};
        for (int position : Arrays.copyOf(lengths, outer)) {
            ByteBuffer numbers = ByteBuffer.wrap(bytes);
            numbers.putShort(position, (short) (numbers.getShort(position) + more.length));
        }
        Path file = Files.write(folder.resolve("more.cat"), bytes);

        assertThatThrownBy(() -> SignedContents.open(file, FileFormat.CATALOG))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("The file is no catalog: it holds more than the signed data.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 100})
    void bytesBehindAreAViolationEvenIfTheyAreZeros(int count) throws Exception {
        Path file = signed();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + count));

        assertThat(SignedContents.open(file, FileFormat.CATALOG).storageViolations())
                .extracting(Violation::rule)
                .isEqualTo(List.of(count < 8 ? Rule.ZERO_PADDING : Rule.NOTHING_APPENDED));
        assertThat(SignedContents.open(file, FileFormat.CATALOG).remainder())
                .contains(new Remainder(bytes.length, count));
    }

    @Test
    void wholeCatalogHasNothingBehindIt() throws Exception {
        assertThat(SignedContents.open(signed(), FileFormat.CATALOG).remainder())
                .isEmpty();
    }

    private Path signed() throws Exception {
        Path file = SampleFiles.write(FileFormat.CATALOG, folder, "a.cat");
        SampleSigner.withSubject(SampleFiles.PUBLISHER).sign(file);
        return file;
    }
}
