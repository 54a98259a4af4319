package io.github.authenticode.verify.format.pe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.format.SignedFile;
import io.github.authenticode.verify.violation.Violation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages are the processor's, however a linker aligned the sections: firmware by 32 bytes, Microsoft's own libraries by
 * 64 KiB.
 */
class PageHashesTest {
    private static final String CHANGED =
            "The file was changed after it was signed: the digests of its pages are not those"
                    + " in the signature. Sign it again after the last change.";
    private static final byte[] CLASS_ID = HexFormat.of().parseHex("a6b586d5b4a12466ae05a217da8e60d6");
    private static final int HEADERS = 0x200;
    private static final int SECTION = 0x3280;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "0x8664, 0x20, 4096",
        "0x8664, 0x200, 4096",
        "0x8664, 0x1000, 4096",
        "0x8664, 0x2000, 4096",
        "0x14C, 0x10000, 4096",
        "0xAA64, 0x10000, 4096",
        "0x8664, 0, 4096",
        "0x200, 0x2000, 8192",
        "0x200, 0x1000, 8192",
        "0x184, 0x1000, 8192",
        "0x284, 0x1000, 8192"
    })
    void pageIsTheProcessors(String machine, String alignment, int page) throws Exception {
        SignedFile signed = signed(Integer.decode(machine), Integer.decode(alignment));

        assertThat(withPages(signed, page).violations()).isEmpty();
        assertThat(withPages(signed, page == 4096 ? 8192 : 4096).violations())
                .singleElement()
                .extracting(Violation::message)
                .isEqualTo(CHANGED);
    }

    @ParameterizedTest
    @CsvSource({"0x20", "0x200", "0x10000"})
    void pagesOfTheSectionAlignmentAreRefused(String alignment) throws Exception {
        int page = Integer.decode(alignment);
        SignedFile signed = signed(0x8664, page);

        assertThat(withPages(signed, page).violations())
                .singleElement()
                .extracting(Violation::message)
                .isEqualTo(CHANGED);
    }

    private SignedFile signed(int machine, int alignment) throws Exception {
        byte[] program = SampleFiles.pe(SECTION);
        ByteBuffer numbers = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        int start = numbers.getInt(0x3C);
        numbers.putShort(start + 4, (short) machine);
        numbers.putInt(start + 56, alignment);
        numbers.putInt(start + 24 + 0xF0 + 16, SECTION);
        Path file = Files.write(folder.resolve("program.exe"), program);
        SampleSigner.withSubject("CN=Pages").sign(file);
        return SignedFile.read(file, FileFormat.PE);
    }

    private static SignedFile withPages(SignedFile signed, int page) throws Exception {
        ASN1Sequence content = ASN1Sequence.getInstance(signed.content());
        DERSet attributes = new DERSet(sequence(
                new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.3.2"),
                new DERSet(new DEROctetString(list(Files.readAllBytes(signed.path()), page)))));
        DERSequence serialized =
                sequence(new DEROctetString(CLASS_ID), new DEROctetString(attributes.getEncoded("DER")));
        DERTaggedObject link = new DERTaggedObject(false, 1, serialized);
        DERSequence image = sequence(new DERBitString(new byte[0]), new DERTaggedObject(true, 0, link));
        DERSequence data = sequence(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.15"), image);
        return new SignedFile(
                signed.path(),
                signed.format(),
                signed.contentType(),
                sequence(data, content.getObjectAt(1)).getEncoded("DER"));
    }

    private static byte[] list(byte[] program, int page) throws Exception {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        int start = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN).getInt(0x3C);
        // Once without CheckSum and the directory entry of the certificate table.
        MessageDigest headers = MessageDigest.getInstance("SHA-256");
        headers.update(program, 0, start + 88);
        headers.update(program, start + 92, 76);
        headers.update(program, start + 176, HEADERS - start - 176);
        headers.update(new byte[Math.max(0, page - HEADERS)]);
        add(list, 0, headers.digest());
        for (int at = HEADERS; at < HEADERS + SECTION; at += page) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            int length = Math.min(page, HEADERS + SECTION - at);
            digest.update(program, at, length);
            digest.update(new byte[page - length]);
            add(list, at, digest.digest());
        }
        add(list, HEADERS + SECTION, new byte[32]);
        return list.toByteArray();
    }

    private static void add(ByteArrayOutputStream list, int offset, byte[] digest) {
        list.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(offset)
                .array());
        list.writeBytes(digest);
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }
}
