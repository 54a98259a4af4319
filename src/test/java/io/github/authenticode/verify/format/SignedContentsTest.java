package io.github.authenticode.verify.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jsign.DigestAlgorithm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of what holds for every format, on files that jsign signed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedContentsTest {
    @TempDir
    Path folder;

    private SampleSigner signer;

    @BeforeAll
    void makeSigner() throws Exception {
        signer = SampleSigner.withSubject(SampleFiles.PUBLISHER);
    }

    static Stream<String> everyExtension() {
        return Arrays.stream(FileFormat.values()).flatMap(format -> format.extensions().stream());
    }

    @ParameterizedTest
    @MethodSource("everyExtension")
    void signedFileHasOneSignatureThatBelongsToIt(String extension) throws Exception {
        FileFormat format = FileFormat.ofName("x." + extension).orElseThrow();
        Path file = SampleFiles.write(format, folder, "signed." + extension);
        signer.sign(file);

        assertThat(SignedContents.open(file, format).signatures()).hasSize(1);
        assertThat(SignedFile.read(file, format).violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void longerDigestsBelongToTheFileToo(FileFormat format) throws Exception {
        for (DigestAlgorithm digest : List.of(DigestAlgorithm.SHA384, DigestAlgorithm.SHA512)) {
            Path file = write(format, "long");
            signer.sign(file, digest);

            assertThat(SignedFile.read(file, format).violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void unsignedFileHasNoSignature(FileFormat format) throws Exception {
        SignedContent content = SignedContents.open(write(format, "unsigned"), format);

        assertThat(content.signatures()).isEmpty();
        assertThat(content.storageViolations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CATALOG", "NUGET"})
    void sha1IsComparedAndReportedAsWeak(FileFormat format) throws Exception {
        Path file = write(format, "sha1");
        signer.sign(file, DigestAlgorithm.SHA1);

        assertThat(SignedFile.read(file, format).violations())
                .containsExactly(new Violation(
                        ViolationCode.CRYPT_E_SECURITY_SETTINGS,
                        "The signature protects the file with a weak digest, SHA-1. Sign the file with SHA-256."));
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void signatureOfAnotherFileIsBadDigest(FileFormat format) throws Exception {
        Path file = write(format, "one");
        signer.sign(file);
        Path other = Files.write(folder.resolve("other." + format.extensions().get(0)), changed(format));
        signer.sign(other);
        SignedFile signed = SignedFile.read(file, format);

        assertThat(new SignedFile(other, format, signed.contentType(), signed.content()).codes())
                .containsExactly(ViolationCode.TRUST_E_BAD_DIGEST);
    }

    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CATALOG", "NUGET", "PE", "CAB"})
    void signatureOfAnotherKindOfFileIsRefused(FileFormat format) throws Exception {
        Path program = SampleFiles.write(FileFormat.PE, folder, "kind.exe");
        signer.sign(program);
        SignedFile signed = SignedFile.read(program, FileFormat.PE);

        assertThat(new SignedFile(write(format, "kind"), format, signed.contentType(), signed.content()).violations())
                .containsExactly(new Violation(
                        ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN,
                        "The signature was made for another kind of file: its subject has the type"
                                + " 1.3.6.1.4.1.311.2.1.15. Sign the file again."));
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void strangeContentTypeIsRefused(FileFormat format) throws Exception {
        Path file = write(format, "type");

        assertThat(new SignedFile(file, format, "1.2.3.4", new byte[0]).violations())
                .containsExactly(new Violation(
                        ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN,
                        "The signature was made for another kind of file: its content has the type 1.2.3.4."
                                + " Sign the file again."));
    }

    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"POWERSHELL", "POWERSHELL_XML", "VBSCRIPT", "JSCRIPT", "WSF"})
    void textIsMalformed(FileFormat format) throws Exception {
        Path file = Files.writeString(folder.resolve("text"), "This is only text.".repeat(100));

        assertThatThrownBy(() -> SignedContents.open(file, format)).isInstanceOf(MalformedFileException.class);
    }

    private Path write(FileFormat format, String name) throws Exception {
        return SampleFiles.write(
                format, folder, name + "." + format.extensions().get(0));
    }

    private static byte[] changed(FileFormat format) throws Exception {
        return switch (format) {
            case PE -> SampleFiles.pe(501);
            case MSI -> SampleFiles.msi(20_001);
            case CAB -> SampleFiles.cab(1_001);
            case APPX -> SampleFiles.appx(SampleFiles.PUBLISHER + " ".repeat(3));
            case CATALOG -> flipped(SampleFiles.catalog(), SampleFiles.catalog().length - 20);
            case NAVX -> flipped(SampleFiles.navx(), 15);
            case NUGET -> flipped(SampleFiles.nupkg(), 10);
            default ->
                SampleFiles.script(format)
                        .replaceFirst("Hello|Folder|Sample", "Other")
                        .getBytes(UTF_8);
        };
    }

    private static byte[] flipped(byte[] file, int position) {
        file[position]++;
        return file;
    }
}
