package io.github.authenticode.verify.format.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.SevenZip;
import io.github.authenticode.testing.sample.CraftedZip;
import io.github.authenticode.testing.sample.CraftedZip.Part;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.SignedContents;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.content.StoredSignatures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packages of which two readers see two things, whoever signed them; and packages that only look odd. All of the first
 * were read without a word once.
 */
class ZipAgreementTest {
    private static final byte[] PROGRAM = "MZ, or what a program begins with, MZMZMZMZMZMZMZ".getBytes(UTF_8);

    @TempDir
    Path folder;

    static Stream<Arguments> ambiguous() {
        return Stream.of(
                of("name", zip -> second(zip).local.name = "lib/b.exe"),
                of("flags", zip -> second(zip).local.flags = 0x800),
                of("method", zip -> second(zip).local.method = 0),
                of("size", zip -> second(zip).local.size += 1),
                of("compressed size", zip -> second(zip).local.compressedSize -= 1),
                of("no size where none follows", zip -> second(zip).local.size = 0),
                of("checksum", zip -> second(zip).local.crc ^= 1),
                of("descriptor in the directory only", zip -> second(zip).central.flags |= 8),
                of("missing descriptor", zip -> second(zip).both(h -> h.flags |= 8)),
                of("wrong size in a descriptor", zip -> {
                    second(zip).describeLater(true, false);
                    second(zip).behind[8]++;
                }),
                of("wrong checksum in a descriptor of 64 bits", zip -> {
                    second(zip).describeLater(true, true);
                    second(zip).behind[5]++;
                }),
                of("other letters before a descriptor", zip -> {
                    second(zip).describeLater(true, false);
                    second(zip).behind[2]++;
                }),
                of("prefix", zip -> zip.prefix = hidden()),
                of("prefix of one byte", zip -> zip.prefix = new byte[1]),
                of("gap", zip -> zip.part(0).behind = hidden()),
                of("gap before the directory", zip -> zip.beforeDirectory = hidden()),
                of("gap behind the directory", zip -> zip.behindDirectory = hidden()),
                of("more behind a deflate stream", zip -> {
                    second(zip).data = joined(second(zip).data, hidden());
                    second(zip).both(h -> h.compressedSize = second(zip).data.length);
                }),
                of("one byte behind a deflate stream", zip -> {
                    second(zip).data = joined(second(zip).data, new byte[1]);
                    second(zip).both(h -> h.compressedSize = second(zip).data.length);
                }),
                of("stored size", zip -> zip.part(0).both(h -> h.size -= 1)),
                of("wrong checksum in both", zip -> second(zip).both(h -> h.crc ^= 1)),
                of("same name", zip -> zip.stored("lib/b.dll", PROGRAM)),
                of("name in capitals", zip -> zip.stored("LIB/B.DLL", PROGRAM)),
                of("name with a backslash", zip -> zip.stored("lib\\b.dll", PROGRAM)),
                of("name with percent signs", zip -> zip.stored("lib/%62.dll", PROGRAM)),
                of("name with a dot at the end", zip -> zip.stored("lib/b.dll.", PROGRAM)),
                of("name with a folder that is none", zip -> zip.stored("lib/./b.dll", PROGRAM)),
                of("folder that is a file as well", zip -> zip.stored("lib/b.dll/", new byte[0])),
                of("folder with content", zip -> zip.stored("more/", PROGRAM)),
                of("name with a zero", zip -> zip.stored("a.txt\0.dll", PROGRAM)),
                of("way out", zip -> zip.stored("../b.dll", PROGRAM)),
                of("way out with percent signs", zip -> zip.stored("x/%2e%2e/b.dll", PROGRAM)),
                of("absolute path", zip -> zip.stored("/b.dll", PROGRAM)),
                of("drive", zip -> zip.stored("c:b.dll", PROGRAM)),
                of(
                        "second name in the local header",
                        zip -> second(zip).local.extra = CraftedZip.unicodePath("lib/b.dll", "lib/b.exe")),
                of(
                        "second name in the directory",
                        zip -> second(zip).central.extra = CraftedZip.unicodePath("lib/b.dll", "evil.dll")),
                of(
                        "two second names",
                        zip -> second(zip).central.extra = joined(
                                CraftedZip.unicodePath("lib/b.dll", "lib/b.dll"),
                                CraftedZip.unicodePath("lib/b.dll", "lib/b.exe"))),
                of(
                        "other zip64 sizes beside plain ones",
                        zip -> second(zip).central.extra = CraftedZip.extra(1, CraftedZip.longs(5, 5))),
                of("other zip64 sizes in the local header", zip -> {
                    second(zip).both(h -> h.version = 45);
                    second(zip).local.extra = CraftedZip.extra(1, CraftedZip.longs(7, 7));
                    second(zip).local.size = -1;
                    second(zip).local.compressedSize = -1;
                }),
                of("two zip64 fields", zip -> {
                    long size = second(zip).central.size;
                    second(zip).central.size = -1;
                    second(zip).central.extra = joined(
                            CraftedZip.extra(1, CraftedZip.longs(size)), CraftedZip.extra(1, CraftedZip.longs(1)));
                }),
                of("zip64 sizes for numbers that are there", zip -> {
                    long size = second(zip).central.size;
                    second(zip).central.size = -1;
                    second(zip).central.extra = CraftedZip.extra(1, CraftedZip.longs(size, 3, 9));
                }),
                of("zip64 size missing", zip -> second(zip).central.size = -1),
                of("extra field beyond its header", zip -> second(zip).central.extra = new byte[] {9, 9, 50, 0, 1}),
                of("other disk", zip -> second(zip).disk = 1),
                of("encrypted", zip -> second(zip).both(h -> h.flags |= 1)),
                of("strongly encrypted", zip -> second(zip).both(h -> h.flags |= 0x2001)),
                of("compression that not everybody knows", zip -> second(zip).both(h -> h.method = 9)),
                of("comment with a last record in it", zip -> zip.comment = new CraftedZip().bytes()),
                of("comment with its letters", zip -> zip.comment = "PK\5\6 is how it begins".getBytes(UTF_8)),
                of("comment that ends so", zip -> zip.comment = "PK\5\6".getBytes(UTF_8)),
                of("zip64 record that the last one contradicts", zip -> {
                    zip.wide = true;
                    zip.narrowShift = -1;
                }));
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void ambiguousPackageIsRefused(Consumer<CraftedZip> change) throws Exception {
        Path file = file(zip(change));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageMatching("The package is damaged: .*\\.");
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                of("nothing", zip -> {}),
                of("descriptor with letters", zip -> second(zip).describeLater(true, false)),
                of("descriptor without", zip -> second(zip).describeLater(false, false)),
                of("descriptor of 64 bits", zip -> second(zip).describeLater(true, true)),
                of("descriptor of 64 bits without letters", zip -> second(zip).describeLater(false, true)),
                of("stored part with a descriptor", zip -> zip.part(0).describeLater(true, true)),
                of("descriptor, and the sizes before as well", zip -> {
                    int crc = second(zip).local.crc;
                    int compressed = second(zip).local.compressedSize;
                    int size = second(zip).local.size;
                    second(zip).describeLater(true, false);
                    second(zip).local.crc = crc;
                    second(zip).local.compressedSize = compressed;
                    second(zip).local.size = size;
                }),
                of("all ones before a descriptor", zip -> {
                    second(zip).describeLater(true, true);
                    second(zip).local.size = -1;
                    second(zip).local.compressedSize = -1;
                    second(zip).local.extra = CraftedZip.extra(1, CraftedZip.longs(0, 0));
                }),
                of("zip64 sizes", zip -> {
                    Part part = second(zip);
                    byte[] extra = CraftedZip.extra(1, CraftedZip.longs(part.local.size, part.local.compressedSize));
                    part.both(h -> {
                        h.extra = extra;
                        h.size = -1;
                        h.compressedSize = -1;
                    });
                }),
                of(
                        "zip64 sizes beside the same plain ones",
                        zip -> second(zip)
                                .both(h -> h.extra = CraftedZip.extra(1, CraftedZip.longs(h.size, h.compressedSize)))),
                of("times of Info-ZIP", zip -> {
                    second(zip).local.extra = CraftedZip.extra(0x5455, new byte[9]);
                    second(zip).central.extra = CraftedZip.extra(0x5455, new byte[5]);
                }),
                of("alignment", zip -> second(zip).local.extra = new byte[3]),
                of(
                        "the same second name",
                        zip -> second(zip).both(h -> h.extra = CraftedZip.unicodePath("lib/b.dll", "lib/b.dll"))),
                of("growth hint of Office", zip -> second(zip).local.extra = CraftedZip.extra(0xA220, new byte[30])),
                of("other version", zip -> second(zip).local.version = 10),
                of("other effort", zip -> second(zip).local.flags = 2),
                of("times that differ", zip -> second(zip).local.time++),
                of("attributes of Unix", zip -> second(zip).attributes = 0x81A4_0000),
                of("empty folder", zip -> zip.stored("more/", new byte[0])),
                of("an archive in a stored part", zip -> zip.stored("inner.zip", zip(z -> {}))),
                of("comment", zip -> zip.comment = "made by hand".getBytes(UTF_8)),
                of("zip64 record", zip -> zip.wide = true));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void oddPackageIsRead(Consumer<CraftedZip> change) throws Exception {
        assertThat(read(file(zip(change)))).isEqualTo(StoredSignatures.NONE);
    }

    /** What java.util.zip takes out, going by the directory and going from the front, and what 7-Zip does. */
    @ParameterizedTest
    @MethodSource("odd")
    void otherProgramsSeeTheSameInIt(Consumer<CraftedZip> change) throws Exception {
        Path file = file(zip(change));

        Map<String, String> byDirectory = byDirectory(file);
        assertThat(byDirectory).containsKeys("a.nuspec", "lib/b.dll", "c.txt");
        assertThat(byDirectory).containsAllEntriesOf(fromFront(file));
        Map<String, String> unpacked = new TreeMap<>();
        SevenZip.unpacked(file, folder.resolve("unpacked"))
                .forEach((name, content) -> unpacked.put(name, hex(content)));
        byDirectory.keySet().removeIf(name -> name.endsWith("/"));
        assertThat(unpacked).isEqualTo(byDirectory);
    }

    @Test
    void archiveInABusinessCentralAppIsHeldToTheSame() throws Exception {
        byte[] plain = zip(z -> {});
        byte[] two = zip(z -> second(z).local.name = "lib/b.exe");

        assertThat(SignedContents.open(navx(plain), FileFormat.NAVX).stored()).isEqualTo(StoredSignatures.NONE);
        Path file = navx(two);
        assertThatThrownBy(() -> SignedContents.open(file, FileFormat.NAVX))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("The package is damaged: its part lib/b.dll has another name where it begins than in the"
                        + " directory.");
        assertThat(SignedContents.open(navx("runtime package".getBytes(UTF_8)), FileFormat.NAVX)
                        .stored())
                .isEqualTo(StoredSignatures.NONE);
    }

    private Path navx(byte[] content) throws Exception {
        ByteBuffer file = ByteBuffer.allocate(40 + content.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x5856414E)
                .putLong(28, content.length)
                .putInt(36, 0x5856414E)
                .put(40, content);
        return Files.write(folder.resolve("a.app"), file.array());
    }

    private static Map<String, String> byDirectory(Path file) throws Exception {
        Map<String, String> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.put(entry.getName(), hex(zip.getInputStream(entry).readAllBytes()));
            }
        }
        return parts;
    }

    /** It may stop early: this reader takes no stored part with a descriptor, and none of 64 bits for a small part. */
    private static Map<String, String> fromFront(Path file) throws Exception {
        Map<String, String> parts = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), hex(zip.readAllBytes()));
            }
        } catch (ZipException e) {
            assertThat(e).hasMessageMatching("only DEFLATED entries.*|invalid entry.*");
        }
        return parts;
    }

    private static String hex(byte[] content) {
        return HexFormat.of().formatHex(content);
    }

    private static StoredSignatures read(Path file) throws Exception {
        try (FileBytes bytes = FileBytes.open(file)) {
            ZipArchive.read(bytes).requireContent();
        }
        return SignedContents.open(file, FileFormat.NUGET).stored();
    }

    private Path file(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("a.nupkg"), bytes);
    }

    private static Arguments of(String name, Consumer<CraftedZip> change) {
        return Arguments.of(Named.of(name, change));
    }

    private static Part second(CraftedZip zip) {
        return zip.part(1);
    }

    private static byte[] zip(Consumer<CraftedZip> change) {
        CraftedZip zip = new CraftedZip();
        zip.stored("a.nuspec", "<package/>".getBytes(UTF_8));
        zip.deflated("lib/b.dll", PROGRAM);
        zip.deflated("c.txt", PROGRAM);
        change.accept(zip);
        return zip.bytes();
    }

    /** A whole part that is in no directory. */
    private static byte[] hidden() {
        CraftedZip zip = new CraftedZip();
        return CraftedZip.localBytes(zip.stored("evil.dll", PROGRAM));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = new byte[first.length + second.length];
        System.arraycopy(first, 0, joined, 0, first.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
