package io.github.authenticode.verify.format;

import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_BAD_DIGEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.Osslsigncode;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.violation.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agreement with osslsigncode: on what jsign signed, on what it signs itself, and on tampered copies of either. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OsslsigncodeTest {
    @TempDir
    Path folder;

    private SampleSigner signer;
    private Path certificate;
    private Path key;

    @BeforeAll
    void makeSigner(@TempDir Path keys) throws Exception {
        signer = SampleSigner.withSubject(SampleFiles.PUBLISHER);
        certificate = signer.writeCertificate(keys.resolve("certificate.pem"));
        key = signer.writeKey(keys.resolve("key.pem"));
    }

    @ParameterizedTest
    @CsvSource({"exe, 0x210", "msi, 0x1800", "cab, 200", "msix, 60", "msixbundle, 100", "ps1, 10", "psm1, 10"})
    void bothJudgeWhatJsignSigned(String extension, int position) throws Exception {
        Path file = sample(extension);
        signer.sign(file);

        assertAgreement(file, position);
    }

    @ParameterizedTest
    @CsvSource({
        "exe, 0x210",
        "msi, 0x1800",
        "cab, 200",
        "msix, 60",
        "msixbundle, 100",
        "ps1, 10",
        "ps1xml, 50",
        "psc1, 50",
        "cdxml, 50"
    })
    void bothJudgeWhatOsslsigncodeSigned(String extension, int position) throws Exception {
        assertAgreement(signedByOsslsigncode(sample(extension)), position);
    }

    @Test
    void bothAcceptACatalogThatJsignSigned() throws Exception {
        Path file = sample("cat");
        signer.sign(file);

        assertThat(SignedFile.read(file, FileFormat.CATALOG).violations()).isEmpty();
        assertThat(Osslsigncode.verifies(file, certificate)).isTrue();
    }

    @Test
    void bothAcceptACatalogThatOsslsigncodeSigned() throws Exception {
        Path file = signedByOsslsigncode(sample("cat"));

        assertThat(SignedFile.read(file, FileFormat.CATALOG).violations()).isEmpty();
        assertThat(Osslsigncode.verifies(file, certificate)).isTrue();
    }

    @Test
    void pageHashesAreChecked() throws Exception {
        SignedFile signed = SignedFile.read(signedByOsslsigncode(sample("exe"), "-ph"), FileFormat.PE);
        assertThat(signed.violations()).isEmpty();
        byte[] changed = Files.readAllBytes(signed.path());
        changed[0x210] ^= 1;
        Files.write(signed.path(), changed);

        assertThat(signed.violations())
                .contains(new Violation(
                        TRUST_E_BAD_DIGEST,
                        "The file was changed after it was signed: the digests of its pages are not those in the"
                                + " signature. Sign it again after the last change."))
                .hasSize(2);
    }

    @Test
    void metadataDigestOfAnInstallerIsChecked() throws Exception {
        SignedFile signed = SignedFile.read(signedByOsslsigncode(sample("msi"), "-add-msi-dse"), FileFormat.MSI);

        assertThat(signed.violations()).isEmpty();
    }

    private void assertAgreement(Path file, int position) throws Exception {
        FileFormat format = FileFormat.ofName(file.getFileName().toString()).orElseThrow();
        SignedFile signed = SignedFile.read(file, format);
        assertThat(signed.violations()).isEmpty();
        assertThat(Osslsigncode.verifies(file, certificate)).isTrue();

        byte[] changed = Files.readAllBytes(file);
        changed[position] ^= 1;
        Files.write(file, changed);
        assertThat(signed.isRejected()).isTrue();
        assertThat(Osslsigncode.verifies(file, certificate)).isFalse();
    }

    private Path signedByOsslsigncode(Path file, String... options) throws Exception {
        Path signed = folder.resolve("signed-" + file.getFileName());
        Files.deleteIfExists(signed);
        List<String> arguments = new ArrayList<>(List.of(
                "sign",
                "-certs",
                certificate.toString(),
                "-key",
                key.toString(),
                "-h",
                "sha256",
                "-in",
                file.toString(),
                "-out",
                signed.toString()));
        arguments.addAll(1, List.of(options));
        assertThat(Osslsigncode.run(arguments)).isZero();
        return signed;
    }

    private Path sample(String extension) throws Exception {
        FileFormat format = FileFormat.ofName("x." + extension).orElseThrow();
        return SampleFiles.write(format, folder, "sample." + extension);
    }
}
