package io.github.authenticode.run.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.Bench;
import io.github.authenticode.run.RealBench;
import io.github.authenticode.run.RealBench.Meddling;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Signers that change more of a file than its signature, and sign what is left so well that the verifier has no
 * objection.
 */
class GateTest {
    private static final int BEHIND_HEADERS = 0x203;

    private static final String SECOND_TYPE =
            "<Override PartName=\"/more.p7x\" ContentType=\"application/vnd.ms-appx.signature\"/>";

    @TempDir
    static Path identity;

    @TempDir
    Path folder;

    /** One that loses, adds or changes something, per format. */
    static Stream<Arguments> signers() {
        return Stream.of(
                signer("change.exe", edit(b -> b[BEHIND_HEADERS] ^= 1), "at offset 515 (section .text)"),
                signer("header.exe", edit(b -> b[0x40] ^= 1), "at offset 64 (headers)"),
                signer("lose.exe", cut(100), "at offset 1424 (the overlay behind the sections)"),
                signer("add.exe", append("more"), "(the overlay behind the sections)"),
                signer("change.cab", edit(b -> b[b.length - 5] ^= 1), "(files and data)"),
                signer("header.cab", edit(b -> b[32] ^= 1), "at offset 32 (the header)"),
                signer("folder.cab", edit(b -> b[36 + 6] ^= 1), "(the entry of folder 1)"),
                signer("change.msi", msi("Transform/!_StringPool"), "stream Transform/!_StringPool"),
                signer("lose.msi", GateTest::loseStream, "SummaryInformation"),
                signer("add.msi", GateTest::addStream, "stream Added"),
                signer("class.msi", GateTest::changeClass, "the root storage"),
                signer("change.navx", edit(b -> b[12] ^= 1), "at offset 12 (the header)"),
                signer("content.navx", edit(b -> b[60] ^= 1), "at offset 60 (the package)"),
                signer("change.cat", GateTest::changeCatalog, "(the list of files)"),
                signer("change.nupkg", edit(GateTest::changeTime), "(the local header of part Sample.nuspec)"),
                signer("comment.nupkg", GateTest::addComment, "(the comment of the archive)"),
                signer("change.ps1", text("Installing", "installing"), "(the text)"),
                signer("lose.psm1", text("param([string] $Folder)\r\n", ""), "at offset 0 (the text)"),
                signer("mark.psd1", GateTest::addMark, "at offset 0 (the text)"),
                signer("add.ps1xml", append("<!-- more -->\r\n"), "(the text)"),
                signer("line-ends.vbs", text("\r\n", "\n"), "(the text)"),
                signer("change.js", text("Hello", "hello"), "(the text)"),
                signer("add.wsf", append("<job id=\"more\"></job>\r\n"), "(the text)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signers")
    void signerThatChangesContentFailsTheFile(String name, Meddling signer, String where) throws Exception {
        for (ExistingSignature existing :
                new ExistingSignature[] {ExistingSignature.REPLACE, ExistingSignature.APPEND}) {
            RealBench bench = new RealBench(Files.createDirectory(folder.resolve(existing.name())), identity);
            FileFormat format = FileFormat.ofName(name).orElseThrow();
            Path file = SampleFiles.write(format, bench.folder, name);
            byte[] before = Files.readAllBytes(file);
            bench.add(name, before);
            bench.existingSignature = existing;
            bench.before = signer;

            // The verifier may reject the copy as well.
            Problem problem = ((Outcome.Failed) bench.runOne().outcome())
                    .problems().stream()
                            .filter(p -> p.id().equals("content-changed"))
                            .findFirst()
                            .orElseThrow();

            assertThat(problem.cause())
                    .startsWith("embedded changed more of " + name + " than its signature: at offset ")
                    .contains(where)
                    .endsWith(". The file was left as it was.");
            assertThat(problem.remedy())
                    .isEqualTo("Sign it with another <engine>, and report this to the makers of this plugin.");
            assertThat(file).hasBinaryContent(before);
            assertThat(Bench.below(bench.work)).isEmpty();
        }
    }

    /** jsign writes the list of content types anew, which is all that may change. */
    static Stream<Arguments> packers() {
        return Stream.of(
                signer("part.msix", zip("Assets/Logo.png", content -> new byte[] {1}), "Assets/Logo.png"),
                signer("types.msix", types("image/png", "text/html"), "part [Content_Types].xml"),
                signer("type.msix", types("</Types>", SECOND_TYPE + "</Types>"), "part [Content_Types].xml"),
                signer("stored.msixbundle", types("vnd.ms-appx.blockmap", "vnd.ms-appx.map"), "part app.appx"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packers")
    void signerThatChangesAPackageFailsTheFile(String name, Meddling signer, String where) throws Exception {
        RealBench bench = new RealBench(folder, identity);
        Path file = SampleFiles.writeAppx(folder, name, bench.publisher());
        byte[] before = Files.readAllBytes(file);
        bench.add(name, before);
        bench.before = signer;

        FileResult result = bench.runOne();

        assertThat(((Outcome.Failed) result.outcome()).problems())
                .anySatisfy(problem -> assertThat(problem.cause())
                        .startsWith("embedded changed more of " + name + " than its signature: at offset ")
                        .contains(where));
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void honestSignerOfPackagesPassesTwice() throws Exception {
        for (String name : new String[] {"app.msix", "app.msixbundle"}) {
            RealBench bench = new RealBench(folder, identity);
            bench.add(name, Files.readAllBytes(SampleFiles.writeAppx(folder, name, bench.publisher())));
            for (ExistingSignature existing :
                    new ExistingSignature[] {ExistingSignature.REPLACE, ExistingSignature.APPEND}) {
                bench.existingSignature = existing;
                for (int i = 0; i < 2; i++) {
                    FileResult result = bench.runOne();
                    assertThat(result.outcome()).as("%s", result).isInstanceOf(Outcome.Signed.class);
                }
            }
        }
    }

    /** An APPX names its signer in its manifest; it has tests of its own. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "APPX")
    void honestSignerPassesTwice(FileFormat format) throws Exception {
        RealBench bench = new RealBench(folder, identity);
        String name = "app." + format.extensions().get(0);
        Path file = SampleFiles.write(format, folder, name);
        bench.add(name, Files.readAllBytes(file));
        bench.existingSignature = ExistingSignature.REPLACE;

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        if (format != FileFormat.NUGET) {
            bench.existingSignature = ExistingSignature.APPEND;
            assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
            assertThat(bench.verdict(file, format).signatures()).hasSize(2);
        }
    }

    /** What lies where no signature is goes with the signature in jsign's hands. */
    @ParameterizedTest
    @EnumSource(names = {"CAB", "CATALOG", "NAVX"})
    void bytesBehindTheContentAreNotLost(FileFormat format) throws Exception {
        RealBench bench = new RealBench(folder, identity);
        String name = "app." + format.extensions().get(0);
        append("bytes that are no signature").with(SampleFiles.write(format, folder, name));
        byte[] before = Files.readAllBytes(folder.resolve(name));
        bench.add(name, before);

        FileResult result = bench.runOne();

        assertThat(result.outcome()).as("%s", result).isInstanceOf(Outcome.Failed.class);
        assertThat(folder.resolve(name)).hasBinaryContent(before);
    }

    /** jsign removes everything from the first block to the last. */
    @ParameterizedTest
    @EnumSource(names = {"REPLACE", "APPEND", "SKIP"})
    void functionsOfAMergedScriptAreNotLost(ExistingSignature existing) throws Exception {
        StringBuilder merged = new StringBuilder();
        for (String name : new String[] {"A", "B", "C"}) {
            RealBench one = new RealBench(folder, identity);
            Path file = one.add(name + ".psm1", ("function " + name + " {}\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(one.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
            merged.append(Files.readString(file));
        }
        RealBench bench = new RealBench(folder, identity);
        bench.existingSignature = existing;
        Path file = bench.add("merged.psm1", merged.toString().getBytes(StandardCharsets.US_ASCII));

        bench.run();

        assertThat(file).content().contains("function A {}", "function B {}", "function C {}");
    }

    @Test
    void signatureThatIsDamagedAfterwardsIsToldBesideTheContent() throws Exception {
        RealBench bench = new RealBench(folder, identity);
        bench.add("app.exe", SampleFiles.pe(500));
        bench.after = edit(b -> b[BEHIND_HEADERS] ^= 1);

        FileResult result = bench.runOne();

        assertThat(((Outcome.Failed) result.outcome()).problems())
                .extracting(Problem::id)
                .containsExactly("signature-rejected", "content-changed");
    }

    @Test
    void cacheAndIdenticalFilesGoThroughTheGate() throws Exception {
        RealBench bench = new RealBench(folder, identity);
        bench.cache = Optional.of(folder.resolve("cache"));
        byte[] content = SampleFiles.pe(501);
        bench.add("one.exe", content);
        bench.add("two.exe", content);
        assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        Files.write(folder.resolve("one.exe"), content);
        Files.write(folder.resolve("two.exe"), content);

        assertThat(bench.run())
                .extracting(r -> ((Outcome.Signed) r.outcome()).origin())
                .containsExactly(SignatureOrigin.CACHE, SignatureOrigin.IDENTICAL_FILE);
    }

    private static Arguments signer(String name, Meddling before, String where) {
        return Arguments.of(name, before, where);
    }

    @FunctionalInterface
    private interface Edit {
        void of(byte[] content);
    }

    private static Meddling edit(Edit edit) {
        return file -> {
            byte[] content = Files.readAllBytes(file);
            edit.of(content);
            Files.write(file, content);
        };
    }

    private static Meddling cut(int length) {
        return file -> {
            byte[] content = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(content, content.length - length));
        };
    }

    private static Meddling append(String text) {
        return file -> {
            byte[] content = Files.readAllBytes(file);
            byte[] more = text.getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(content, content.length + more.length);
            System.arraycopy(more, 0, all, content.length, more.length);
            Files.write(file, all);
        };
    }

    private static Meddling text(String from, String to) {
        return file -> Files.writeString(file, Files.readString(file).replace(from, to));
    }

    private static Meddling types(String from, String to) {
        return zip("[Content_Types].xml", content -> {
            String text = new String(content, StandardCharsets.UTF_8);
            assertThat(text).contains(from);
            return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        });
    }

    private static Meddling zip(String part, UnaryOperator<byte[]> edit) {
        return file -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file));
                    ZipOutputStream out = new ZipOutputStream(bytes)) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    byte[] content = in.readAllBytes();
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setTimeLocal(entry.getTimeLocal());
                    out.putNextEntry(copy);
                    out.write(entry.getName().equals(part) ? edit.apply(content) : content);
                    out.closeEntry();
                }
            }
            Files.write(file, bytes.toByteArray());
        };
    }

    private static void addMark(Path file) throws IOException {
        Files.writeString(file, "\uFEFF" + Files.readString(file));
    }

    /** The time in the local header and in the directory, which stands behind the same name. */
    private static void changeTime(byte[] zip) {
        zip[10] ^= 2;
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        zip[bytes.getInt(zip.length - 6) + 12] ^= 2;
    }

    private static void addComment(Path file) throws IOException {
        byte[] zip = Files.readAllBytes(file);
        byte[] more = Arrays.copyOf(zip, zip.length + 3);
        more[zip.length - 2] = 3;
        Files.write(file, more);
    }

    /** The digest of the member that the catalog lists. */
    private static void changeCatalog(Path file) throws IOException {
        byte[] catalog = Files.readAllBytes(file);
        catalog[catalog.length / 2] ^= 1;
        Files.write(file, catalog);
    }

    private interface MsiEdit {
        void of(POIFSFileSystem file) throws IOException;
    }

    private static void editMsi(Path file, MsiEdit edit) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (POIFSFileSystem installer = new POIFSFileSystem(Files.newInputStream(file))) {
            edit.of(installer);
            installer.writeFilesystem(bytes);
        }
        Files.write(file, bytes.toByteArray());
    }

    private static Meddling msi(String ignored) {
        return file -> editMsi(file, installer -> {
            var storage = (org.apache.poi.poifs.filesystem.DirectoryEntry)
                    installer.getRoot().getEntry("Transform");
            String name = storage.getEntryNames().iterator().next();
            storage.getEntry(name).delete();
            storage.createDocument(name, new ByteArrayInputStream(new byte[5000]));
        });
    }

    private static void loseStream(Path file) throws IOException {
        editMsi(
                file,
                installer ->
                        installer.getRoot().getEntry("\u0005SummaryInformation").delete());
    }

    private static void addStream(Path file) throws IOException {
        editMsi(file, installer -> installer.getRoot().createDocument("Added", new ByteArrayInputStream(new byte[10])));
    }

    private static void changeClass(Path file) throws IOException {
        editMsi(
                file,
                installer -> installer
                        .getRoot()
                        .setStorageClsid(new org.apache.poi.hpsf.ClassID("{000C1086-0000-0000-C000-000000000046}")));
    }
}
