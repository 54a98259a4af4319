package io.github.authenticode.verify.format.packages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.testing.Corpus;
import io.github.authenticode.testing.sample.CraftedZip;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.format.SignedFile;
import io.github.authenticode.verify.violation.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of what somebody without the key can do to the part of a signed package that no digest covers, the signature's
 * own. Each change was trusted once, since nothing that is digested differs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageSignatureTest {
    private static final byte[] HIDDEN =
            CraftedZip.localBytes(new CraftedZip().stored("evil.dll", "MZ".getBytes(UTF_8)));

    @TempDir
    Path folder;

    private SampleSigner signer;

    @BeforeAll
    void makeSigner() throws Exception {
        signer = SampleSigner.withSubject(SampleFiles.PUBLISHER);
    }

    /** A signed package cut at the edges of what is not digested. */
    private static final class Cut {
        private final byte[] before;
        private byte[] local;
        private String name;
        private String localName;
        private byte[] localExtra = {};
        private byte[] data;
        private byte[] behind = {};
        private final byte[] records;
        private byte[] record;
        private byte[] recordExtra = {};
        private byte[] comment = {};
        private byte[] end;

        Cut(byte[] file) {
            ByteBuffer numbers = numbers(file);
            int endStart = new String(file, ISO_8859_1).lastIndexOf("PK\5\6");
            int directory = numbers.getInt(endStart + 16);
            int own = directory;
            for (int next = directory; next < endStart; next += 46 + numbers.getShort(next + 28)) {
                own = next;
            }
            int start = numbers.getInt(own + 42);
            before = Arrays.copyOf(file, start);
            int length = numbers.getShort(own + 28);
            name = new String(file, own + 46, length, UTF_8);
            localName = name;
            local = Arrays.copyOfRange(file, start, start + 30);
            data = Arrays.copyOfRange(file, start + 30 + length, directory);
            records = Arrays.copyOfRange(file, directory, own);
            record = Arrays.copyOfRange(file, own, own + 46);
            end = Arrays.copyOfRange(file, endStart, file.length);
        }

        byte[] bytes() {
            numbers(local).putShort(26, (short) localName.length()).putShort(28, (short) localExtra.length);
            numbers(record).putShort(28, (short) name.length()).putShort(30, (short) recordExtra.length);
            numbers(record).putShort(32, (short) comment.length);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (byte[] piece : List.of(before, local, localName.getBytes(UTF_8), localExtra, data, behind)) {
                out.writeBytes(piece);
            }
            int directory = out.size();
            for (byte[] piece : List.of(records, record, name.getBytes(UTF_8), recordExtra, comment)) {
                out.writeBytes(piece);
            }
            numbers(end).putInt(12, out.size() - directory).putInt(16, directory);
            out.writeBytes(end);
            return out.toByteArray();
        }

        void sizes(int compressed, int size) {
            numbers(local).putInt(18, compressed).putInt(22, size);
            numbers(record).putInt(20, compressed).putInt(24, size);
        }

        int size() {
            return numbers(record).getInt(24);
        }
    }

    private static ByteBuffer numbers(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                of("another name from the front", cut -> cut.localName = "x".repeat(cut.name.length())),
                of("a program from the front", cut -> cut.localName = "run.exe"),
                of("extra field of the local header", cut -> cut.localExtra = CraftedZip.extra(0x9999, HIDDEN)),
                of("extra bytes too few for a field", cut -> cut.localExtra = new byte[3]),
                of("extra field of the record", cut -> cut.recordExtra = CraftedZip.extra(0x9999, HIDDEN)),
                of("second name", cut -> cut.recordExtra = CraftedZip.unicodePath(cut.name, "run.exe")),
                of("comment", cut -> cut.comment = HIDDEN),
                of("part behind", cut -> cut.behind = HIDDEN),
                of("byte behind", cut -> cut.behind = new byte[1]),
                of("size from the front", cut -> numbers(cut.local).putInt(22, 1)),
                of("compressed size from the front", cut -> numbers(cut.local).putInt(18, 5)),
                of("checksum from the front", cut -> cut.local[14] ^= 1),
                of("checksum in the directory", cut -> cut.record[16] ^= 1),
                of("checksum in both", cut -> {
                    cut.local[14] ^= 1;
                    cut.record[16] ^= 1;
                }),
                of("method from the front", cut -> cut.local[8] ^= 8),
                of("descriptor promised from the front", cut -> cut.local[6] ^= 8),
                of("encryption", cut -> {
                    cut.local[6] ^= 1;
                    cut.record[8] ^= 1;
                }),
                of("other character set", cut -> {
                    cut.local[7] ^= 8;
                    cut.record[9] ^= 8;
                }),
                of("version from the front", cut -> cut.local[4] = 45),
                of("version of the future", cut -> {
                    cut.local[4] = 63;
                    cut.record[6] = 63;
                }),
                of("made on another system", cut -> cut.record[5] = 3),
                of("link", cut -> numbers(cut.record).putInt(38, 0xA1FF_0000)),
                of("internal attributes", cut -> cut.record[36] = 1),
                of("other disk", cut -> numbers(cut.record).putShort(34, (short) -1)),
                of("time from the front", cut -> cut.local[10] ^= 1),
                of("second last record in the comment", cut -> {
                    cut.end = Arrays.copyOf(cut.end, 44);
                    numbers(cut.end).putShort(20, (short) 22).putInt(22, 0x06054B50);
                }),
                of("disk of the last record", cut -> cut.end[4] = 1),
                of("zeros behind the signature", cut -> grow(cut, new byte[8])),
                of("bytes behind the signature", cut -> grow(cut, HIDDEN)));
    }

    /** Makes the content of the part longer; of a stored one, for the sake of simplicity. */
    private static void grow(Cut cut, byte[] more) {
        byte[] content = cut.record[10] == 0 ? cut.data : PackageSignatureTest.inflated(cut.data, cut.size());
        ByteArrayOutputStream grown = new ByteArrayOutputStream();
        grown.writeBytes(content);
        grown.writeBytes(more);
        CraftedZip.Part part = new CraftedZip().stored(cut.name, grown.toByteArray());
        cut.data = part.data;
        cut.sizes(part.data.length, part.data.length);
        for (int offset : new int[] {8, 9}) {
            cut.local[offset] = 0;
            cut.record[offset + 2] = 0;
        }
        numbers(cut.local).putInt(14, part.local.crc);
        numbers(cut.record).putInt(16, part.local.crc);
    }

    private static byte[] inflated(byte[] data, int size) {
        java.util.zip.Inflater inflater = new java.util.zip.Inflater(true);
        try {
            byte[] content = new byte[size];
            inflater.setInput(data);
            assertThat(inflater.inflate(content)).isEqualTo(size);
            return content;
        } catch (java.util.zip.DataFormatException e) {
            throw new IllegalStateException(e);
        } finally {
            inflater.end();
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changeOfTheSignaturesOwnPartIsNoticed(Consumer<Cut> change) throws Exception {
        for (FileFormat format : List.of(FileFormat.NUGET, FileFormat.APPX)) {
            SignedFile file = signed(format);
            Cut cut = new Cut(Files.readAllBytes(file.path()));
            Files.write(file.path(), cut.bytes());
            assertThat(file.violations()).as("put together again").isEmpty();

            change.accept(cut);
            Files.write(file.path(), cut.bytes());

            assertThat(file.isRejected()).as(format.name()).isTrue();
        }
    }

    /** A stream reader goes by the end of the compressed data, and so came to a part that nobody signed. */
    @Test
    void partBehindTheCompressedSignatureIsNoticed() throws Exception {
        SignedFile file = signed(FileFormat.APPX);
        Cut cut = new Cut(Files.readAllBytes(file.path()));
        int size = cut.size();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(cut.data);
        data.writeBytes(HIDDEN);
        cut.data = data.toByteArray();
        cut.sizes(cut.data.length, size);
        numbers(cut.local).putInt(18, cut.data.length - HIDDEN.length);
        byte[] shown = cut.bytes();
        assertThat(fromFront(shown)).contains("evil.dll");

        Files.write(file.path(), shown);
        assertThat(file.isRejected()).isTrue();
        cut.sizes(cut.data.length, size);
        Files.write(file.path(), cut.bytes());
        assertThat(file.isRejected()).isTrue();
    }

    @Test
    void extraFieldOfTheSignatureIsARuleThatAPolicyMayRelax() throws Exception {
        SignedFile file = signed(FileFormat.NUGET);
        Cut cut = new Cut(Files.readAllBytes(file.path()));
        cut.recordExtra = CraftedZip.extra(0x9999, new byte[6]);
        Files.write(file.path(), cut.bytes());

        assertThat(file.violations())
                .extracting(Violation::rule, Violation::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        Rule.NOTHING_STUFFED,
                        "The part .signature.p7s holds 10 bytes of comment or extra fields, which no signature covers and"
                                + " which may hide data. Sign the file again."));
    }

    /** NuGet itself refuses it (NU3005). */
    @Test
    void compressedSignatureOfANugetPackageIsRefused() throws Exception {
        SignedFile file = signed(FileFormat.NUGET);
        Cut cut = new Cut(Files.readAllBytes(file.path()));
        CraftedZip.Part part = new CraftedZip().deflated(cut.name, cut.data);
        cut.sizes(part.data.length, cut.data.length);
        cut.data = part.data;
        cut.local[8] = 8;
        cut.record[10] = 8;
        Files.write(file.path(), cut.bytes());

        assertThat(file.violations())
                .extracting(Violation::message)
                .containsExactly(
                        "The signature is damaged: .signature.p7s is compressed or has flags, which NuGet refuses"
                                + " (NU3005). Sign the file again.");
    }

    @Test
    void zerosBehindTheSignatureOfANugetPackageAreNoPaddingOfIts() throws Exception {
        SignedFile file = signed(FileFormat.NUGET);
        Cut cut = new Cut(Files.readAllBytes(file.path()));
        grow(cut, new byte[1]);
        Files.write(file.path(), cut.bytes());

        assertThat(file.violations()).extracting(Violation::rule).containsExactly(Rule.ZERO_PADDING);
    }

    /**
     * Every byte outside what is digested: only the time may be another one, and the way that the signature is
     * compressed.
     */
    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            names = {"NUGET", "APPX"})
    void everyByteAroundTheSignatureCounts(FileFormat format) throws Exception {
        SignedFile file = signed(format);
        byte[] bytes = Files.readAllBytes(file.path());
        Cut cut = new Cut(bytes);
        int data = cut.before.length + 30 + cut.name.length();
        int directory = data + cut.data.length;

        assertThat(file.unnoticed(cut.before.length, data, 1)).isEmpty();
        assertThat(file.unnoticed(directory + cut.records.length, bytes.length, 1))
                .isEmpty();
    }

    /** The last records of MakeAppx's packages are zip64, and say each number twice. */
    @Test
    void everyByteAroundTheSignatureOfSigntoolCounts() throws Exception {
        byte[] bytes = Files.readAllBytes(Corpus.file("minimal-signed-by-signtool.msix"));
        Path file = Files.write(folder.resolve("signtool.msix"), bytes);
        SignedFile signed = SignedFile.read(file, FileFormat.APPX);
        String text = new String(bytes, ISO_8859_1);
        String name = "AppxSignature.p7x";
        int local = text.indexOf(name) - 30;
        int record = text.lastIndexOf(name) - 46;

        assertThat(signed.violations()).isEmpty();
        assertThat(signed.unnoticed(local, local + 30 + name.length(), 1)).isEmpty();
        assertThat(signed.unnoticed(record, bytes.length, 1)).isEmpty();
    }

    private static List<String> fromFront(byte[] file) throws Exception {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private SignedFile signed(FileFormat format) throws Exception {
        Path file = SampleFiles.write(format, folder, "a." + format.extensions().get(0));
        signer.sign(file);
        return SignedFile.read(file, format);
    }

    private static Arguments of(String name, Consumer<Cut> change) {
        return Arguments.of(Named.of(name, change));
    }
}
