package io.github.authenticode.verify.format.pe;

import static io.github.authenticode.verify.violation.ViolationCode.CRYPT_E_BAD_ENCODE;
import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_NOSIGNATURE;
import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.format.SignedContents;
import io.github.authenticode.verify.format.SignedFile;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.violation.Violation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what can be hidden in, behind and around the certificate table of a program (CVE-2013-3900). */
class CertificateTableTest {
    private static final int DIRECTORY = 0x80 + 136 + 4 * 8;
    private static final int SIZE_OF_OPTIONAL_HEADER = 0x80 + 20;
    private static final int SIZE_OF_HEADERS = 0x80 + 84;
    private static final int SECTION_TABLE = 0x80 + 24 + 0xF0;

    @TempDir
    Path folder;

    private Path file;
    private byte[] signed;
    private int table;
    private int tableSize;

    @BeforeEach
    void sign() throws Exception {
        file = SampleFiles.write(FileFormat.PE, folder, "program.exe");
        SampleSigner.withSubject("CN=Table").sign(file);
        signed = Files.readAllBytes(file);
        table = numbers(signed).getInt(DIRECTORY);
        tableSize = numbers(signed).getInt(DIRECTORY + 4);
        assertThat(table + tableSize).isEqualTo(signed.length);
    }

    @Test
    void dataAfterTheSignatureInItsEntryIsFound() throws Exception {
        resizeTable(16);
        numbers(signed).putInt(table, tableSize + 16);
        signed[signed.length - 3] = 1;

        SignedContent content = open();

        assertThat(content.signatures()).hasSize(1);
        assertThat(content.storageViolations()).hasSize(1).first().satisfies(v -> {
            assertThat(v.code()).isEqualTo(TRUST_E_NOSIGNATURE);
            assertThat(v.message())
                    .matches(
                            "The signature is followed by \\d\\d bytes that it does not cover and that may hide data\\."
                                    + " Sign the file again\\.");
        });
    }

    @Test
    void zerosBeyondTheNextMultipleOfEightAreFound() throws Exception {
        resizeTable(8);
        numbers(signed).putInt(table, tableSize + 8);

        assertThat(open().storageViolations()).extracting(Violation::code).containsExactly(TRUST_E_NOSIGNATURE);
    }

    @Test
    void bytesAfterTheLastEntryAreFound() throws Exception {
        resizeTable(8);

        assertThat(open().storageViolations())
                .containsExactly(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "The certificate table holds 8 bytes that are no signature. Sign the file again.",
                        Rule.NOTHING_STUFFED));
    }

    @Test
    void bytesAfterTheTableAreFoundAndChangeTheDigest() throws Exception {
        signed = Arrays.copyOf(signed, signed.length + 5);

        assertThat(open().storageViolations())
                .containsExactly(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "The certificate table is not at the end of the file: 5 bytes follow. Sign the file again.",
                        Rule.TABLE_AT_END));
        assertThat(SignedFile.read(file, FileFormat.PE).violations()).hasSize(2);
    }

    @Test
    void tableBeyondTheEndIsFound() throws Exception {
        numbers(signed).putInt(DIRECTORY, signed.length);

        SignedContent content = open();

        assertThat(content.signatures()).isEmpty();
        assertThat(content.storageViolations())
                .containsExactly(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "The certificate table lies beyond the end of the file (" + (signed.length + tableSize) + " of "
                                + signed.length + " bytes). Sign the file again."));
    }

    @Test
    void tableInsideTheHeadersIsFound() throws Exception {
        numbers(signed).putInt(DIRECTORY, 64).putInt(DIRECTORY + 4, 64);

        assertThat(open().storageViolations())
                .containsExactly(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "The certificate table has an impossible place in the file."
                                + " Change the file before it is signed, or sign it again with <repair>true."));
    }

    @Test
    void entryOfAnotherTypeIsFound() throws Exception {
        numbers(signed).putShort(table + 6, (short) 0x0EF1);

        SignedContent content = open();

        assertThat(content.signatures()).isEmpty();
        assertThat(content.storageViolations())
                .containsExactly(new Violation(
                        TRUST_E_SUBJECT_FORM_UNKNOWN,
                        "The certificate table holds an entry of type 0x0EF1, revision 0x0200, which is no signature."
                                + " Sign the file again.",
                        Rule.NOTHING_STUFFED));
    }

    @Test
    void entryThatIsNoDerIsDamaged() throws Exception {
        signed[table + 8] = 0x04;

        assertThat(open().storageViolations())
                .containsExactly(new Violation(
                        CRYPT_E_BAD_ENCODE,
                        "The signature is damaged: an ASN.1 element has the tag 04 instead of 30."
                                + " Sign the file again."));
    }

    @Test
    void everyEntryIsASignature() throws Exception {
        SampleFiles.write(FileFormat.PE, folder, "program.exe");
        SampleSigner.withSubject("CN=Other").sign(file);
        byte[] other = Files.readAllBytes(file);
        append(Arrays.copyOfRange(other, table, other.length));

        SignedContent content = open();

        assertThat(content.signatures().size()).isEqualTo(2);
        assertThat(content.storageViolations()).isEmpty();
        assertThat(SignedFile.read(file, FileFormat.PE).violations()).isEmpty();
    }

    @Test
    void copyOfAnEntryIsFound() throws Exception {
        append(Arrays.copyOfRange(signed, table, signed.length));

        assertThat(open().storageViolations())
                .containsExactly(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "The certificate table holds the same signature twice. Sign the file again.",
                        Rule.NOTHING_STUFFED));
    }

    @Test
    void goodTableOverlapsNothing() throws Exception {
        assertThat(open().storageViolations()).isEmpty();
    }

    @Test
    void tableInTheHeadersThatWindowsLoadsIsFound() throws Exception {
        numbers(signed).putInt(SIZE_OF_HEADERS, table + 1);

        assertThat(open().storageViolations())
                .containsExactly(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "The certificate table overlaps the headers of the program."
                                + " Change the file before it is signed, or sign it again with <repair>true.",
                        Rule.NO_OVERLAP));
    }

    @Test
    void tableInASectionIsFound() throws Exception {
        int size = numbers(signed).getInt(SECTION_TABLE + 16);
        int start = numbers(signed).getInt(SECTION_TABLE + 20);
        numbers(signed).putInt(SECTION_TABLE + 16, table + 1 - start);

        assertThat(size).isLessThanOrEqualTo(table - start);
        assertThat(open().storageViolations())
                .containsExactly(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "The certificate table overlaps a section of the program."
                                + " Change the file before it is signed, or sign it again with <repair>true.",
                        Rule.NO_OVERLAP));
    }

    @Test
    void sectionHeadersAcrossTheDirectoryAreFound() throws Exception {
        numbers(signed).putShort(SIZE_OF_OPTIONAL_HEADER, (short) (DIRECTORY - SECTION_TABLE + 0xF0 + 4));

        assertThat(open().storageViolations())
                .contains(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "The section headers overlap fields that the signature does not cover. Sign the file again.",
                        Rule.NO_OVERLAP));
    }

    private void append(byte[] entry) {
        resizeTable(entry.length);
        System.arraycopy(entry, 0, signed, signed.length - entry.length, entry.length);
    }

    private void resizeTable(int more) {
        signed = Arrays.copyOf(signed, signed.length + more);
        numbers(signed).putInt(DIRECTORY + 4, tableSize + more);
    }

    private SignedContent open() throws Exception {
        Files.write(file, signed);
        return SignedContents.open(file, FileFormat.PE);
    }

    private static ByteBuffer numbers(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
