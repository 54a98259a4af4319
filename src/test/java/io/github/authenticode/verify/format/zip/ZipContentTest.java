package io.github.authenticode.verify.format.zip;

import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_BAD_DIGEST;
import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_NOSIGNATURE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.SignedContents;
import io.github.authenticode.verify.format.SignedFile;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.violation.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that are valid zip archives, and yet not what they should be. */
class ZipContentTest {
    @TempDir
    Path folder;

    @Test
    void packageThatContradictsItsBlockMapIsFound() throws Exception {
        Path file = folder.resolve("wrong.msix");
        Files.write(file, rewritten("Assets/Logo.png", new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        SampleSigner.withSubject(SampleFiles.PUBLISHER).sign(file);

        assertThat(SignedFile.read(file, FileFormat.APPX).violations())
                .containsExactly(new Violation(
                        TRUST_E_BAD_DIGEST,
                        "The package contradicts its block map: it records another content for Assets/Logo.png."
                                + " Build the package again, then sign it."));
    }

    @Test
    void partThatTheBlockMapDoesNotListIsFound() throws Exception {
        Path file = folder.resolve("more.msix");
        Files.write(file, rewritten("extra.dll", new byte[] {1}));
        SampleSigner.withSubject(SampleFiles.PUBLISHER).sign(file);

        assertThat(SignedFile.read(file, FileFormat.APPX).violations())
                .containsExactly(new Violation(
                        TRUST_E_BAD_DIGEST,
                        "The package contradicts its block map: it does not list extra.dll."
                                + " Build the package again, then sign it."));
    }

    @Test
    void headerOfAnotherLengthThanTheBlockMapSaysIsFound() throws Exception {
        Path file = folder.resolve("header.msix");
        Files.write(file, SampleFiles.appx(SampleFiles.PUBLISHER));
        String map = new String(part(file, "AppxBlockMap.xml"), UTF_8).replaceFirst("LfhSize=\"37\"", "LfhSize=\"38\"");
        Files.write(file, rewritten("AppxBlockMap.xml", map.getBytes(UTF_8)));
        SampleSigner.withSubject(SampleFiles.PUBLISHER).sign(file);

        assertThat(SignedFile.read(file, FileFormat.APPX).violations())
                .extracting(Violation::message)
                .containsExactly("The package contradicts its block map: it records another content for app.exe."
                        + " Build the package again, then sign it.");
    }

    /** Sixteen signatures made it decompress a part of a gibibyte sixteen times. */
    @Test
    void contentIsReadOnceForAllSignatures() throws Exception {
        for (FileFormat format : List.of(FileFormat.APPX, FileFormat.NUGET)) {
            Path file = SampleFiles.write(
                    format, folder, "once." + format.extensions().get(0));
            SampleSigner.withSubject(SampleFiles.PUBLISHER).sign(file);
            SignedFile signed = SignedFile.read(file, format);
            SignedContent content = SignedContents.open(file, format);
            assertThat(content.compare(signed.contentType(), signed.content())).isEmpty();
            Files.delete(file);

            assertThat(content.compare(signed.contentType(), signed.content())).isEmpty();
        }
    }

    private static byte[] part(Path file, String name) throws Exception {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        }
    }

    @Test
    void packageWithTwoPartsOfOneNameIsMalformed() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            put(out, "a.nuspec", new byte[] {1});
            put(out, "b.nuspec", new byte[] {2});
        }
        String twice = bytes.toString(ISO_8859_1).replace("b.nuspec", "a.nuspec");
        Path file = Files.writeString(folder.resolve("twice.nupkg"), twice, ISO_8859_1);

        assertThatThrownBy(() -> SignedContents.open(file, FileFormat.NUGET))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("The package is damaged: it has two parts named a.nuspec.");
    }

    @Test
    void signatureThatIsNotTheLastPartIsFound() throws Exception {
        Path file = SampleFiles.write(FileFormat.NUGET, folder, "middle.nupkg");
        SampleSigner.withSubject(SampleFiles.PUBLISHER).sign(file);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                put(out, entry.getName(), in.readAllBytes());
            }
            put(out, "later.txt", new byte[] {1});
        }
        Files.write(file, bytes.toByteArray());

        assertThat(SignedContents.open(file, FileFormat.NUGET).storageViolations())
                .contains(new Violation(
                        TRUST_E_NOSIGNATURE,
                        "The signature is not the last part of the package. Sign the file again.",
                        Rule.NOTHING_APPENDED));
    }

    /** The sample package with one part replaced or added. */
    private static byte[] rewritten(String name, byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] sample = SampleFiles.appx(SampleFiles.PUBLISHER);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(sample));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            put(out, name, content);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.getName().equals(name)) {
                    put(out, entry.getName(), in.readAllBytes());
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream out, String name, byte[] content) throws Exception {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
