package io.github.authenticode.verify.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.filetype.FormatDetector;
import io.github.authenticode.testing.Corpus;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.jsign.DigestAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files from the world outside; skipped where there is no corpus. */
class CorpusTest {
    private static final String PUBLISHER = "CN=Jsign Code Signing Test Certificate 2024 (RSA)";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"minimal-signed-by-signtool.msix, APPX, 1", "fbx64-signed-by-sbsign.efi, PE, 2"})
    void foreignSignaturesBelongToTheirFile(String name, FileFormat format, int count) throws Exception {
        Path file = Corpus.file(name);
        List<byte[]> signatures = SignedContents.open(file, format).signatures();

        assertThat(signatures.size()).isEqualTo(count);
        for (byte[] signature : signatures) {
            assertThat(SignedFile.of(file, format, signature).violations()).isEmpty();
        }
    }

    @Test
    void installerOfSigntoolBelongsToItsFileButIsWeak() throws Exception {
        SignedFile file = SignedFile.read(Corpus.file("minimal-signed-with-signtool.msi"), FileFormat.MSI);

        assertThat(file.codes()).containsExactly(ViolationCode.CRYPT_E_SECURITY_SETTINGS);
    }

    @Test
    void changedTimeOfAStreamIsNoticedByTheMetadataDigest() throws Exception {
        byte[] bytes = Files.readAllBytes(Corpus.file("minimal-signed-with-signtool.msi"));
        SignedFile original = SignedFile.read(Corpus.file("minimal-signed-with-signtool.msi"), FileFormat.MSI);
        int directory = (bytes[0x30] + 1) << bytes[0x1E];
        bytes[directory + 128 + 110] ^= 1; // the second entry's time of change
        Path changed = Files.write(folder.resolve("changed.msi"), bytes);

        assertThat(new SignedFile(changed, FileFormat.MSI, original.contentType(), original.content()).violations())
                .contains(new Violation(
                        ViolationCode.TRUST_E_BAD_DIGEST,
                        "The file was changed after it was signed: the names, sizes or times of its streams are not"
                                + " those that MsiDigitalSignatureEx records. Sign it again after the last change."));
    }

    @ParameterizedTest
    @CsvSource({
        "wineyes.exe, PE",
        "fbx64.efi, PE",
        "minimal.msi, MSI",
        "minimal.msix, APPX",
        "minimal.appxbundle, APPX",
        "minimal.navx, NAVX",
        "minimal.1.0.0.nupkg, NUGET",
        "sample1.cab, CAB",
        "sample3.cab, CAB",
        "sample4.cab, CAB",
        "wineyes.cat, CATALOG",
        "hello-world.js, JSCRIPT",
        "hello-world.ps1, POWERSHELL",
        "hello-world.ps1xml, POWERSHELL_XML",
        "hello-world.vbs, VBSCRIPT",
        "hello-world.wsf, WSF"
    })
    void fileIsDetectedAndItsSignatureBelongsToIt(String name, FileFormat format) throws Exception {
        Path original = Corpus.file(name);
        assertThat(FormatDetector.detect(original)).contains(format);
        assertThat(SignedContents.open(original, format).signatures()).isEmpty();
        SampleSigner signer = SampleSigner.withSubject(PUBLISHER);
        for (DigestAlgorithm digest : List.of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA384)) {
            Path copy = Files.copy(original, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            signer.sign(copy, digest);
            SignedFile signed = SignedFile.read(copy, format);

            assertThat(signed.violations()).isEmpty();
            assertThat(FormatDetector.detect(copy)).contains(format);
        }
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void malformedFilesAreJudgedOrRefusedQuickly(FileFormat format) throws Exception {
        for (Path packed : Corpus.files("malformed")) {
            Path file = folder.resolve("malformed.bin");
            try (InputStream content = new GZIPInputStream(Files.newInputStream(packed))) {
                Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            }
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> judge(file, format), packed.toString());
        }
    }

    private static void judge(Path file, FileFormat format) throws IOException {
        FormatDetector.detect(file);
        SignedContent content;
        try {
            content = SignedContents.open(file, format);
        } catch (MalformedFileException e) {
            assertThat(e).hasMessageMatching("(?s)The .*\\.");
            return;
        }
        assertThat(content.signatures()).doesNotContainNull();
        try {
            assertThat(content.compare("1.3.6.1.4.1.311.2.1.4", new byte[] {0x30, 0}))
                    .isNotEmpty();
        } catch (MalformedFileException e) {
            assertThat(e).hasMessageMatching("(?s)The .*\\.");
        }
    }

    @Test
    void dosProgramIsNoFormat() throws Exception {
        assertThat(FormatDetector.detect(Corpus.file("MORE.EXE"))).isEmpty();
    }
}
