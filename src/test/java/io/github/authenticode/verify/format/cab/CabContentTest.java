package io.github.authenticode.verify.format.cab;

import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_BAD_DIGEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleCabinets;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.format.SignedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what the digest of a cabinet leaves out, and must be what the rest of the file makes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CabContentTest {
    private static final int FOLDER_RESERVE = 38;
    private static final int DATA_RESERVE = 39;

    @TempDir
    Path folder;

    private SampleSigner signer;

    @BeforeAll
    void makeSigner() throws Exception {
        signer = SampleSigner.withSubject(SampleFiles.PUBLISHER);
    }

    /** Readers that heed these numbers take other folders, or other data, out of the file. */
    @ParameterizedTest
    @CsvSource({"38, 8", "38, 1", "38, 255", "39, 8", "39, 1", "39, 40"})
    void reservesAreNoneWhereNoneFit(int position, int value) throws Exception {
        SignedFile cabinet = signed(SampleFiles.cab(1000));

        change(cabinet, position, value);

        assertThat(cabinet.codes()).containsExactly(TRUST_E_BAD_DIGEST);
        assertThat(cabinet.violations().get(0).message())
                .startsWith("With " + value + " reserved bytes ")
                .endsWith("Make the cabinet without reserved areas or without gaps, and sign it again.");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 8", "0, 8, 0", "20, 4, 12", "6144, 0, 0", "0, 255, 255", "100, 1, 1"})
    void reservesAreThoseWithWhichAllFollowsOn(int header, int inFolder, int inData) throws Exception {
        SignedFile cabinet =
                signed(SampleCabinets.with(header, inFolder, inData, 1).bytes());
        assertThat(cabinet.violations()).isEmpty();

        for (int other : new int[] {0, 1, 7, 8, 9, 128, 254}) {
            if (other != inFolder) {
                assertThat(changed(cabinet, FOLDER_RESERVE, other).isRejected()).isTrue();
            }
            if (other != inData) {
                assertThat(changed(cabinet, DATA_RESERVE, other).isRejected()).isTrue();
            }
        }
    }

    /** Whoever leaves gaps leaves no doubt all the same, if nothing else would close them. */
    @Test
    void gapsAreTakenWithoutReserves() throws Exception {
        SignedFile cabinet = signed(SampleCabinets.with(0, 0, 0, 2).gap(100).bytes());

        assertThat(cabinet.violations()).isEmpty();
        assertThat(changed(cabinet, DATA_RESERVE, 3).isRejected()).isTrue();
    }

    @Test
    void gapsAreNotTakenWithReserves() throws Exception {
        SignedFile cabinet = signed(SampleCabinets.with(0, 0, 4, 1).gap(100).bytes());

        assertThat(cabinet.codes()).containsExactly(TRUST_E_BAD_DIGEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 52, 53, 54, 55, 56, 57, 58, 59})
    void headerHoldsNothingBesideThePlaceOfTheSignature(int position) throws Exception {
        SignedFile cabinet = signed(SampleFiles.cab(1000));

        change(cabinet, position, 1);

        assertThat(cabinet.codes()).containsExactly(TRUST_E_BAD_DIGEST);
        assertThat(cabinet.violations().get(0).message())
                .startsWith("The file was changed after it was signed: its header ");
    }

    @Test
    void restOfALongReservedAreaHoldsNothing() throws Exception {
        SignedFile cabinet = signed(SampleCabinets.with(6144, 0, 0, 2).bytes());
        assertThat(cabinet.violations()).isEmpty();

        for (int position : new int[] {60, 61, 3000, 40 + 6143}) {
            assertThat(changed(cabinet, position, 'P').isRejected()).isTrue();
        }
    }

    @Test
    void paddingOfTheSignatureEndsAtAMultipleOfEight() throws Exception {
        SignedFile cabinet = signed(SampleFiles.cab(1000));
        byte[] bytes = Files.readAllBytes(cabinet.path());
        int size = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(48);

        for (int more = 1; more < 16; more++) {
            byte[] padded = Arrays.copyOf(bytes, bytes.length + more);
            ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).putInt(48, size + more);
            Files.write(cabinet.path(), padded);

            assertThat(cabinet.isRejected()).as("%s zeros", more).isEqualTo(more != (8 - size % 8) % 8);
        }
    }

    @Test
    void nothingFollowsTheSignature() throws Exception {
        SignedFile cabinet = signed(SampleFiles.cab(1000));
        byte[] bytes = Files.readAllBytes(cabinet.path());

        Files.write(cabinet.path(), SampleCabinets.followed(bytes, new byte[1]));

        assertThat(cabinet.isRejected()).isTrue();
    }

    /** Signtool writes SPC_LINK, 1.3.6.1.4.1.311.2.1.28, where osslsigncode and jsign write SPC_CAB_DATA, …25. */
    @Test
    void subjectTypeOfSigntoolIsACabinetToo() throws Exception {
        SignedFile cabinet = signed(SampleFiles.cab(1000));

        assertThat(typed(cabinet, 28).violations()).isEmpty();
        assertThat(typed(cabinet, 15).isRejected()).isTrue();
        assertThat(typed(cabinet, 30).isRejected()).isTrue();
    }

    private static SignedFile typed(SignedFile cabinet, int last) throws IOException {
        byte[] content = cabinet.content().clone();
        byte[] type = {0x2B, 6, 1, 4, 1, (byte) 0x82, 0x37, 2, 1, 25};
        for (int i = 0; i < content.length - type.length; i++) {
            if (Arrays.equals(content, i, i + type.length, type, 0, type.length)) {
                content[i + type.length - 1] = (byte) last;
                return new SignedFile(cabinet.path(), FileFormat.CAB, cabinet.contentType(), content);
            }
        }
        throw new IOException("the sample has no subject type of a cabinet");
    }

    private SignedFile signed(byte[] content) throws Exception {
        Path file = Files.write(folder.resolve("sample.cab"), content);
        signer.sign(file);
        return SignedFile.read(file, FileFormat.CAB);
    }

    private static void change(SignedFile cabinet, int position, int value) throws IOException {
        Files.write(cabinet.path(), SampleCabinets.changed(Files.readAllBytes(cabinet.path()), position, value));
    }

    /** A changed copy beside it. */
    private static SignedFile changed(SignedFile cabinet, int position, int value) throws IOException {
        Path copy = cabinet.path().resolveSibling("changed.cab");
        Files.write(copy, SampleCabinets.changed(Files.readAllBytes(cabinet.path()), position, value));
        return new SignedFile(copy, cabinet.format(), cabinet.contentType(), cabinet.content());
    }
}
