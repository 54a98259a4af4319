package io.github.authenticode.run.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.Container;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.CraftedZip;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveContentsTest {
    private static final ArchiveLimits SMALL = new ArchiveLimits(20, 3, 10, 10_000, 100_000);

    @TempDir
    Path temp;

    private Path work;

    @BeforeEach
    void workFolder() {
        work = temp.resolve("work");
    }

    /** One entry of an archive to make. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(String name, byte[] content) {}

    private static Entry entry(String name, byte[] content) {
        return new Entry(name, content);
    }

    private static Entry entry(String name, String content) {
        return new Entry(name, content.getBytes(UTF_8));
    }

    private static byte[] zip(Entry... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Entry entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.name()));
                zip.write(entry.content());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Puts a number into every record of the central directory. */
    private static byte[] patched(byte[] zip, int offset, int value) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 46 <= zip.length; i++) {
            if (bytes.getInt(i) == 0x02014B50) {
                bytes.putShort(i + offset, (short) value);
            }
        }
        return zip;
    }

    private ArchiveContents inside(String name, byte[] archive) throws Exception {
        return inside(name, archive, ArchiveLimits.USUAL);
    }

    private ArchiveContents inside(String name, byte[] archive, ArchiveLimits limits) throws Exception {
        Path file = Files.write(temp.resolve(name), archive);
        return ArchiveContents.of(List.of(), List.of(new Container(file, name)), work, limits);
    }

    private static List<String> names(ArchiveContents inside) {
        return inside.files().stream().map(PlannedFile::name).toList();
    }

    private static List<String> texts(ArchiveContents inside) {
        return inside.problems().stream().map(p -> p.id() + ": " + p.text()).toList();
    }

    @Test
    void signableFilesOfArchivesInArchivesAreFoundByContent() throws Exception {
        byte[] library = SampleFiles.pe(100);
        byte[] jar = zip(
                entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n"),
                entry("META-INF/A.RSA", new byte[] {0x30, 1, 2, 3}),
                entry("native/c.dll", library),
                entry("native/renamed.bin", library),
                entry("native/no-program.dll", "MZ and nothing else"),
                entry("install.ps1", "Write-Output 1\r\n"),
                entry("web/page.js", "alert(1)"),
                entry("empty.exe", ""));
        try (ArchiveContents inside =
                inside("a.zip", zip(entry("lib/b.jar", jar), entry("setup.msi", SampleFiles.msi(100))))) {
            assertThat(inside.problems()).isEmpty();
            assertThat(names(inside))
                    .containsExactly(
                            "a.zip!/lib/b.jar!/native/c.dll",
                            "a.zip!/lib/b.jar!/native/renamed.bin",
                            "a.zip!/lib/b.jar!/install.ps1",
                            "a.zip!/setup.msi");
            assertThat(inside.files())
                    .extracting(PlannedFile::format)
                    .containsExactly(FileFormat.PE, FileFormat.PE, FileFormat.POWERSHELL, FileFormat.MSI);
            assertThat(Files.readAllBytes(inside.files().get(0).path())).isEqualTo(library);
            assertThat(inside.archives()).containsExactly("a.zip", "a.zip!/lib/b.jar");
            assertThat(inside.found()).isEqualTo(4);
        }
    }

    @Test
    void packagesAreJudgedThemselvesAndLookedInto() throws Exception {
        Path nuget = Files.write(
                temp.resolve("a.nupkg"),
                zip(entry("a.nuspec", "<package/>"), entry("tools/a.exe", SampleFiles.pe(10))));
        Path cab = SampleFiles.write(FileFormat.CAB, temp, "b.cab");
        List<PlannedFile> files = List.of(
                new PlannedFile(nuget, "a.nupkg", FileFormat.NUGET), new PlannedFile(cab, "b.cab", FileFormat.CAB));
        try (ArchiveContents inside = ArchiveContents.of(files, List.of(), work, ArchiveLimits.USUAL)) {
            assertThat(names(inside)).containsExactly("a.nupkg", "a.nupkg!/tools/a.exe", "b.cab");
            assertThat(inside.problems()).isEmpty();
            assertThat(inside.warning())
                    .contains("Cabinets are not looked into: b.cab. Unpack them and verify what comes out.");
        }
    }

    @Test
    void namesNeverBecomePathsAndCopiesAreRemoved() throws Exception {
        ArchiveContents inside =
                inside("slip.zip", zip(entry("../../../evil.exe", SampleFiles.pe(1)), entry("/abs.ps1", "1")));

        assertThat(names(inside)).containsExactly("slip.zip!/../../../evil.exe", "slip.zip!//abs.ps1");
        assertThat(inside.files())
                .allSatisfy(f -> assertThat(f.path().getFileName().toString()).matches("[0-9]+\\.(exe|ps1)"));
        assertThat(inside.files()).allSatisfy(f -> assertThat(f.path()).startsWith(work));
        inside.close();
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).isEmpty();
        }
        assertThat(temp.resolve("evil.exe")).doesNotExist();
    }

    @Test
    void tooManyEntriesAreAProblem() throws Exception {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            many.add(entry("e" + i, ""));
        }
        try (ArchiveContents inside = inside("many.zip", zip(many.toArray(Entry[]::new)), SMALL)) {
            assertThat(texts(inside))
                    .containsExactly("archive-limit: many.zip was not looked into to the end: it has more than 20"
                            + " entries with those of the archives around it."
                            + " Unpack it with care and verify what comes out, or leave it out with <excludes>.");
        }
    }

    @Test
    void tooDeepArchivesAreAProblem() throws Exception {
        byte[] archive = zip(entry("a.dll", SampleFiles.pe(1)));
        for (int depth = 2; depth <= 4; depth++) {
            archive = zip(entry("a.dll", SampleFiles.pe(1)), entry("in.zip", archive));
        }
        try (ArchiveContents inside = inside("deep.zip", archive, SMALL)) {
            assertThat(inside.problems())
                    .extracting(Problem::cause)
                    .containsExactly("deep.zip!/in.zip!/in.zip!/in.zip was not looked into to the end:"
                            + " archives are in one another, more than 3 deep.");
            assertThat(names(inside))
                    .containsExactly("deep.zip!/a.dll", "deep.zip!/in.zip!/a.dll", "deep.zip!/in.zip!/in.zip!/a.dll");
        }
    }

    @Test
    void compressionBeyondTheRatioIsAProblem() throws Exception {
        byte[] archive = zip(entry("zeros.dll", Arrays.copyOf(SampleFiles.pe(0), 40_000)));
        try (ArchiveContents inside = inside("ratio.zip", archive, SMALL)) {
            assertThat(inside.problems())
                    .extracting(Problem::cause)
                    .containsExactly(
                            "ratio.zip was not looked into to the end: the files to judge are more than 10 times"
                                    + " as large as the " + archive.length + " bytes that they are packed in.");
            assertThat(inside.files()).isEmpty();
        }
    }

    @Test
    void bytesBeyondTheLimitAreAProblemBeforeTheyAreWritten() throws Exception {
        try (ArchiveContents inside = inside("big.zip", zip(entry("big.dll", SampleFiles.pe(100_000))), SMALL)) {
            assertThat(inside.problems())
                    .extracting(Problem::cause)
                    .containsExactly("big.zip was not looked into to the end: the files to judge take more than 100000"
                            + " bytes uncompressed.");
        }
    }

    @Test
    void whatCannotBeSignableCostsNothing() throws Exception {
        byte[] text = new byte[200_000];
        Arrays.fill(text, (byte) '0');
        try (ArchiveContents inside = inside("text.zip", zip(entry("zeros.csv", text), entry("a.js", text)), SMALL)) {
            assertThat(inside.problems()).isEmpty();
            assertThat(inside.found()).isZero();
        }
    }

    @Test
    void lyingSizeIsAProblem() throws Exception {
        byte[] archive = patched(zip(entry("a.dll", SampleFiles.pe(5000))), 24, 10);
        try (ArchiveContents inside = inside("liar.zip", archive)) {
            assertThat(inside.files()).isEmpty();
            assertThat(texts(inside))
                    .containsExactly(
                            "archive-unreadable: liar.zip cannot be looked into. (The package is damaged: the size"
                                    + " of its part a.dll is wrong, or the checksum behind it.) Build it again with a common zip program, or leave it out"
                                    + " with <excludes>.");
        }
    }

    @Test
    void twoEntriesOfOneNameAreAProblem() throws Exception {
        byte[] archive = zip(entry("a.dll", SampleFiles.pe(1)), entry("b.dll", SampleFiles.pe(2)));
        for (int i = 0; i < archive.length - 5; i++) {
            if (new String(archive, i, 5, UTF_8).equals("b.dll")) {
                archive[i] = 'a';
            }
        }
        try (ArchiveContents inside = inside("twice.zip", archive)) {
            assertThat(inside.problems())
                    .extracting(p -> p.evidence().orElse(""))
                    .containsExactly("The package is damaged: it has two parts named a.dll.");
        }
    }

    @Test
    void encryptedEntriesAreAProblemAndTheOthersAreLookedAt() throws Exception {
        byte[] archive = patched(zip(entry("in/a.dll", SampleFiles.pe(1))), 8, 1);
        byte[] outer = zip(entry("secret.zip", archive), entry("b.dll", SampleFiles.pe(1)));
        try (ArchiveContents inside = inside("outer.zip", outer)) {
            assertThat(texts(inside))
                    .containsExactly(
                            "archive-encrypted: outer.zip!/secret.zip was not looked into to the end: the entry"
                                    + " in/a.dll is encrypted. Ship it without a password, or unpack it and verify what comes"
                                    + " out.");
            assertThat(names(inside)).containsExactly("outer.zip!/b.dll");
        }
    }

    @Test
    void unknownCompressionIsAProblem() throws Exception {
        try (ArchiveContents inside = inside("odd.zip", patched(zip(entry("a.txt", "text")), 10, 9))) {
            assertThat(inside.problems())
                    .extracting(p -> p.evidence().orElse(""))
                    .containsExactly("The package is damaged: its part a.txt has the unknown compression 9.");
        }
    }

    /** ZipInputStream unpacks a program here that the directory does not list. */
    @Test
    void partBehindCompressedDataIsAProblem() throws Exception {
        CraftedZip zip = new CraftedZip();
        CraftedZip.Part text = zip.deflated("a.txt", "a text, a text, a text".getBytes(UTF_8));
        CraftedZip.Part hidden = new CraftedZip().stored("evil.dll", SampleFiles.pe(1));
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(text.data);
        data.writeBytes(CraftedZip.localBytes(hidden));
        text.data = data.toByteArray();
        text.both(header -> header.compressedSize = text.data.length);
        zip.stored("b.dll", SampleFiles.pe(1));
        try (ArchiveContents inside = inside("hidden.zip", zip.bytes())) {
            assertThat(texts(inside))
                    .containsExactly("archive-unreadable: hidden.zip cannot be looked into. (The package is damaged:"
                            + " more follows where the compressed data of its part a.txt end.) Build it again with a common"
                            + " zip program, or leave it out with <excludes>.");
        }
    }

    @Test
    void localHeaderThatSaysSomethingElseIsAProblem() throws Exception {
        CraftedZip zip = new CraftedZip();
        zip.stored("a.txt", SampleFiles.pe(1)).local.name = "a.dll";
        try (ArchiveContents inside = inside("two.zip", zip.bytes())) {
            assertThat(inside.problems())
                    .extracting(p -> p.evidence().orElse(""))
                    .containsExactly("The package is damaged: its part a.txt has another name where it begins than in"
                            + " the directory.");
        }
    }

    @Test
    void damagedArchiveInAnArchiveIsAProblem() throws Exception {
        byte[] jar = zip(entry("a.dll", SampleFiles.pe(1)));
        try (ArchiveContents inside = inside("outer.zip", zip(entry("cut.jar", Arrays.copyOf(jar, jar.length - 30))))) {
            assertThat(inside.problems())
                    .extracting(p -> p.cause() + " " + p.evidence().orElse(""))
                    .containsExactly("outer.zip!/cut.jar cannot be looked into."
                            + " The file is no package: it has no zip directory.");
        }
    }

    @Test
    void archiveBehindAPrefixIsNeverPassedOver() throws Exception {
        byte[] inner = zip(entry("a.dll", SampleFiles.pe(1)));
        byte[] behind = concat("#!/bin/sh\nexit\n".getBytes(UTF_8), inner);
        for (byte[] outer : new byte[][] {
            zip(entry("lib/app.jar", behind)),
            zip(entry("data.bin", behind)),
            zipOfRaw("data.bin", behind),
            zipOfRaw("data.bin", concat(behind, new byte[100]))
        }) {
            try (ArchiveContents inside = inside("outer.zip", outer)) {
                assertThat(inside.problems())
                        .singleElement()
                        .satisfies(p -> assertThat(p.cause())
                                .matches("outer.zip!/(lib/app.jar|data.bin) cannot be looked into\\."));
                assertThat(inside.archives()).hasSize(2);
            }
        }
    }

    @Test
    void wordsOfTheZipFormatAreNoArchive() throws Exception {
        byte[] text = "With PK\5\6 a directory ends, and with PK\3\4 a part begins".getBytes(UTF_8);
        try (ArchiveContents inside = inside("outer.zip", zip(entry("about.txt", text)))) {
            assertThat(inside.problems()).isEmpty();
            assertThat(inside.archives()).hasSize(1);
        }
    }

    @Test
    void partThatIsInNoDirectoryIsAProblem() throws Exception {
        byte[] listed = zip(entry("a.txt", "a"));
        byte[] hidden = zip(entry("b.dll", SampleFiles.pe(1)));
        int start = ByteBuffer.wrap(listed).order(ByteOrder.LITTLE_ENDIAN).getInt(listed.length - 6);
        int parts = ByteBuffer.wrap(hidden).order(ByteOrder.LITTLE_ENDIAN).getInt(hidden.length - 6);
        byte[] whole = concat(
                concat(Arrays.copyOf(listed, start), Arrays.copyOf(hidden, parts)),
                Arrays.copyOfRange(listed, start, listed.length));
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(whole.length - 6, start + parts);
        try (ArchiveContents inside = inside("two.zip", whole)) {
            assertThat(texts(inside))
                    .containsExactly("archive-unreadable: two.zip cannot be looked into. (The package is damaged: "
                            + (parts + 16)
                            + " bytes behind its part a.txt belong to no part.) Build it again with a common zip"
                            + " program, or leave it out with <excludes>.");
        }
    }

    @Test
    void scriptsAreToldByTheirNamesWhateverTheirBytes() throws Exception {
        byte[] outer = zip(
                entry("a.ps1", "1 # \0"),
                entry("b.vbs", new String("x".getBytes("UTF-32LE"), UTF_8)),
                entry("c.ps1.", "1"),
                entry("d.PSM1 . ", "1"),
                entry("e.cdxml", "<a/>"));
        try (ArchiveContents inside = inside("outer.zip", outer)) {
            assertThat(names(inside))
                    .containsExactly(
                            "outer.zip!/a.ps1",
                            "outer.zip!/b.vbs",
                            "outer.zip!/c.ps1.",
                            "outer.zip!/d.PSM1 . ",
                            "outer.zip!/e.cdxml");
        }
    }

    @Test
    void packageInABundleIsKnownToBeThere() throws Exception {
        byte[] bundle = SampleFiles.appxBundle(SampleFiles.PUBLISHER);
        Path file = Files.write(temp.resolve("a.msixbundle"), bundle);
        PlannedFile planned = new PlannedFile(file, "a.msixbundle", FileFormat.APPX);
        try (ArchiveContents inside = ArchiveContents.of(List.of(planned), List.of(), work, ArchiveLimits.USUAL)) {
            assertThat(inside.problems()).isEmpty();
            PlannedFile inner = inside.files().get(1);
            assertThat(inner.name()).startsWith("a.msixbundle!/");
            assertThat(inside.bundled()).containsExactly(java.util.Map.entry(inner.path(), planned));
        }
        byte[] plain = zip(entry("b.msix", SampleFiles.appx(SampleFiles.PUBLISHER)));
        try (ArchiveContents inside = inside("plain.zip", plain)) {
            assertThat(names(inside)).contains("plain.zip!/b.msix");
            assertThat(inside.bundled()).isEmpty();
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void emptyDeflateBlocksInFrontDoNotHideAProgram() throws Exception {
        byte[] program = SampleFiles.pe(0);
        byte[] emptyBlock = {0, 0, 0, (byte) 0xFF, (byte) 0xFF};
        ByteArrayOutputStream hidden = new ByteArrayOutputStream();
        for (int i = 0; i < 500; i++) {
            hidden.writeBytes(emptyBlock);
        }
        hidden.writeBytes(new byte[] {1, (byte) program.length, (byte) (program.length >> 8)});
        hidden.writeBytes(new byte[] {(byte) ~program.length, (byte) (~program.length >> 8)});
        hidden.writeBytes(program);
        byte[] archive = patched(zipOfRaw("a.txt", hidden.toByteArray()), 10, 8);
        ByteBuffer numbers = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        int record = archive.length - 22 - 46 - "a.txt".length();
        CRC32 checksum = new CRC32();
        checksum.update(program);
        numbers.putInt(record + 16, (int) checksum.getValue()).putInt(record + 24, program.length);
        numbers.putShort(8, (short) 8).putInt(14, (int) checksum.getValue()).putInt(22, program.length);
        try (ArchiveContents inside = inside("hidden.zip", archive)) {
            assertThat(inside.problems()).isEmpty();
            assertThat(names(inside)).containsExactly("hidden.zip!/a.txt");
        }
    }

    private static byte[] zipOfRaw(String name, byte[] raw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CRC32 checksum = new CRC32();
        checksum.update(raw);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(raw.length);
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(raw);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
