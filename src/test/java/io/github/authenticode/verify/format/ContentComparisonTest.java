package io.github.authenticode.verify.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.Corpus;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.format.comparison.ComparedContent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentComparisonTest {
    private static SampleSigner signer;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeSigner() throws Exception {
        signer = SampleSigner.withSubject(SampleFiles.PUBLISHER);
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void signedFileIsTheSameButForItsSignatureAndBothAreDigested(FileFormat format) throws Exception {
        Path original =
                SampleFiles.write(format, folder, "a." + format.extensions().get(0));
        Path signed =
                Files.copy(original, folder.resolve("b." + format.extensions().get(0)));
        signer.sign(signed);

        ContentComparison comparison = ContentComparison.of(original, signed, format);

        assertThat(comparison.difference()).isEmpty();
        assertThat(comparison.original()).isEqualTo(content(original));
        assertThat(comparison.signed()).isEqualTo(content(signed));
        // And back: what is signed is compared with what is not, or not any more.
        assertThat(ContentComparison.of(signed, signed, format).difference()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wineyes.exe",
                "fbx64.efi",
                "minimal.msi",
                "minimal-signed-with-signtool.msi",
                "sample1.cab",
                "sample3.cab",
                "sample4.cab",
                "wineyes.cat",
                "minimal.1.0.0.nupkg",
                "minimal.navx",
                "hello-world.ps1",
                "hello-world.ps1xml",
                "hello-world.vbs",
                "hello-world.js",
                "hello-world.wsf"
            })
    void genuineFileIsTheSameButForItsSignature(String name) throws Exception {
        Path original = Corpus.file(name);
        Path signed = Files.copy(original, folder.resolve(name));
        FileFormat format = FileFormat.ofName(name).orElseThrow();
        signer.sign(signed);

        assertThat(ContentComparison.of(original, signed, format).difference()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal.msix", "minimal.appxbundle", "minimal-signed-by-signtool.msix"})
    void genuinePackageIsTheSameButForItsSignature(String name) throws Exception {
        Path original = Corpus.file(name);
        Path signed = Files.copy(original, folder.resolve(name));
        String publisher =
                SignedContents.open(original, FileFormat.APPX).publisher().orElseThrow();
        SampleSigner.withSubject(publisher).sign(signed);

        assertThat(ContentComparison.of(original, signed, FileFormat.APPX).difference())
                .isEmpty();
    }

    @Test
    void entryOfASignatureThatWasCutOffMayBeCleared() throws Exception {
        for (int cut : new int[] {0, 8, 700}) {
            byte[] stale = Files.readAllBytes(signedProgram("stale" + cut + ".exe"));
            int table = tableStart(stale);
            Path original = Files.write(folder.resolve("original" + cut + ".exe"), Arrays.copyOf(stale, table + cut));
            Path signed = Files.write(folder.resolve("signed" + cut + ".exe"), cleared(Arrays.copyOf(stale, table)));
            signer.sign(signed);

            assertThat(ContentComparison.of(original, signed, FileFormat.PE).difference())
                    .isEmpty();
        }
    }

    @Test
    void restOfASignatureThatWasCutOffMayStay() throws Exception {
        byte[] stale = Files.readAllBytes(signedProgram("stale.exe"));
        byte[] cut = Arrays.copyOf(stale, tableStart(stale) + 701);
        Path original = Files.write(folder.resolve("original.exe"), cut);
        Path signed = Files.write(folder.resolve("signed.exe"), cleared(cut.clone()));
        signer.sign(signed);

        assertThat(ContentComparison.of(original, signed, FileFormat.PE).difference())
                .isEmpty();

        Path half = Files.write(folder.resolve("half.exe"), cleared(Arrays.copyOf(cut, cut.length - 300)));
        signer.sign(half);
        assertThat(ContentComparison.of(original, half, FileFormat.PE).difference())
                .isPresent();
    }

    /** Only a block that ends the file is a signature: a merged script holds several, and code between them. */
    @Test
    void codeBetweenSignatureBlocksIsContent() throws Exception {
        Path one = Files.writeString(folder.resolve("one.ps1"), "function A {}\r\n");
        signer.sign(one);
        String block = Files.readString(one).substring("function A {}\r\n".length());
        String begin = block.substring(2, block.indexOf('\n', 2) + 1);
        for (String merged : new String[] {
            "function A {}\r\n" + block + "function B {}\r\n" + block,
            "function A {}\r\n" + block + "function B {}\r\n",
            "function A {}\r\n" + begin + "function B {}\r\n",
            "function A {}\r\n" + block.replaceAll("(?m)^# [A-Za-z0-9]", "# !") + "function B {}\r\n"
        }) {
            Path original = Files.writeString(folder.resolve("original.ps1"), merged);
            Path lossy = Files.writeString(folder.resolve("lossy.ps1"), "function A {}\r\n" + block);

            assertThat(ContentComparison.of(original, lossy, FileFormat.POWERSHELL)
                            .difference())
                    .isPresent();
        }
    }

    @Test
    void roomForASignatureMayBeUsedOrGrowAndWhatIsOfOthersStays() throws Exception {
        byte[] plain = SampleFiles.cab(100);
        Path original =
                Files.write(folder.resolve("a.cab"), withReserve(plain, 8, new byte[] {2, 0, 0, 0, 7, 8, 0, 0}));
        Path grown = Files.write(folder.resolve("b.cab"), withReserve(plain, 22, new byte[] {2, 0, 16, 0, 7, 8}));
        Path other = Files.write(folder.resolve("c.cab"), withReserve(plain, 22, new byte[] {2, 0, 16, 0, 7, 9}));

        assertThat(ContentComparison.of(original, grown, FileFormat.CAB).difference())
                .isEmpty();
        assertThat(ContentComparison.of(original, other, FileFormat.CAB).difference())
                .hasValueSatisfying(d -> assertThat(d.part()).isEqualTo("the reserved area of the header"));
    }

    private static byte[] withReserve(byte[] cabinet, int length, byte[] area) {
        int more = 4 + length;
        ByteBuffer bytes = ByteBuffer.allocate(cabinet.length + more).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(cabinet, 0, 36).putShort((short) length).putShort((short) 0).put(Arrays.copyOf(area, length));
        bytes.put(cabinet, 36, cabinet.length - 36);
        for (int at : new int[] {8, 16, 36 + more}) {
            bytes.putInt(at, bytes.getInt(at) + more);
        }
        return bytes.putShort(30, (short) 4).array();
    }

    @Test
    void staleEntryIsNoLeaveToLoseWhatItPointsTo() throws Exception {
        for (int place : new int[] {0x210, 0x400 + 8}) {
            byte[] content = SampleFiles.pe(504);
            ByteBuffer.wrap(content)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(0x128, place)
                    .putInt(0x12C, 496);
            Path original = Files.write(folder.resolve("original" + place + ".exe"), content);
            Path signed =
                    Files.write(folder.resolve("signed" + place + ".exe"), cleared(Arrays.copyOf(content, place)));

            assertThat(ContentComparison.of(original, signed, FileFormat.PE).difference())
                    .hasValueSatisfying(d -> assertThat(d.original().offset()).isEqualTo(place));
        }
    }

    @Test
    void onlyZerosUpToAMultipleOfEightMayBeAdded() throws Exception {
        byte[] content = SampleFiles.pe(500);
        Path original = Files.write(folder.resolve("original.exe"), content);
        for (int more : new int[] {0, 4}) {
            Path signed = Files.write(folder.resolve(more + ".exe"), Arrays.copyOf(content, content.length + more));
            assertThat(ContentComparison.of(original, signed, FileFormat.PE).difference())
                    .isEmpty();
        }
        byte[] one = Arrays.copyOf(content, content.length + 4);
        one[content.length + 3] = 1;
        for (byte[] other : new byte[][] {
            one, Arrays.copyOf(content, content.length + 3), Arrays.copyOf(content, content.length + 12)
        }) {
            Path signed = Files.write(folder.resolve("other.exe"), other);
            assertThat(ContentComparison.of(original, signed, FileFormat.PE).difference())
                    .hasValueSatisfying(d -> assertThat(d.signed().offset()).isEqualTo(content.length));
        }
    }

    @Test
    void timeOfCreationOfAStorageIsContent() throws Exception {
        Path original = SampleFiles.write(FileFormat.MSI, folder, "a.msi");
        byte[] content = Files.readAllBytes(original);
        Path signed = folder.resolve("b.msi");
        int entry = indexOf(content, "Transform".getBytes(UTF_16LE));
        content[entry + 100] ^= 1;
        Files.write(signed, content);

        assertThat(ContentComparison.of(original, signed, FileFormat.MSI).difference())
                .hasValueSatisfying(d -> assertThat(d.original().offset()).isEqualTo(entry))
                .hasValueSatisfying(d -> assertThat(d.part()).isEqualTo("the directory entry of storage Transform"));
    }

    private Path signedProgram(String name) throws Exception {
        Path file = Files.write(folder.resolve(name), SampleFiles.pe(504));
        signer.sign(file);
        return file;
    }

    private static int tableStart(byte[] program) {
        return ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN).getInt(0x128);
    }

    private static byte[] cleared(byte[] program) {
        ByteBuffer.wrap(program).putLong(0x128, 0);
        return program;
    }

    private static int indexOf(byte[] content, byte[] wanted) {
        return new String(content, ISO_8859_1).indexOf(new String(wanted, ISO_8859_1));
    }

    private static ComparedContent content(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new ComparedContent(bytes.length, HexFormat.of().formatHex(digest));
    }
}
