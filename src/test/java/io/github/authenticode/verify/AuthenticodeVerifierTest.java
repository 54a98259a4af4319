package io.github.authenticode.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestSigner;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticodeVerifierTest {
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

    private TestPki pki;
    private TestEntity signer;
    private TestSigner signing;
    private Judging judging;

    @TempDir
    Path folder;

    @BeforeAll
    void makeAuthority() throws Exception {
        pki = TestPki.create();
        signer = pki.certificate(SampleFiles.PUBLISHER).make();
        signing = TestSigner.of(signer).timestampedBy(new TestTimestamps(pki.timestampAuthority(), TIME));
        judging = Judging.against(pki.root()).requiringTimestamp().publishedBy("Sample Publisher");
    }

    private Path sample(FileFormat format) throws IOException {
        return SampleFiles.write(format, folder, "sample." + format.extensions().get(0));
    }

    private List<String> findings(Path file, FileFormat format) {
        return Judging.findings(judging.verify(file, format));
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void signedFileOfEveryFormatIsTrusted(FileFormat format) throws Exception {
        Path file = sample(format);
        signing.sign(file);

        Verdict verdict = judging.verify(file, format);

        // Of an installer, the signature made here leaves the names of the streams out.
        assertThat(verdict.violations())
                .extracting(Violation::rule)
                .isEqualTo(format == FileFormat.MSI ? List.of(Rule.INSTALLER_METADATA) : List.of());
        assertThat(verdict.isTrusted()).isTrue();
        assertThat(verdict.signatures()).singleElement().satisfies(signature -> {
            assertThat(signature.signer()).contains(CertificateInfo.of(signer.certificate()));
            assertThat(signature.timestamp().map(TimestampInfo::time)).contains(TIME);
            assertThat(signature.digestAlgorithm()).isEqualTo("SHA-256");
        });
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void unsignedFileOfEveryFormatHasNoSignature(FileFormat format) throws Exception {
        assertThat(findings(sample(format), format))
                .containsExactly("TRUST_E_NOSIGNATURE The file is not signed. Sign it.");
    }

    @Test
    void descriptionAndUrlComeFromTheSignature() throws Exception {
        Path file = sample(FileFormat.PE);
        signing.sign(file);

        SignatureVerdict signature =
                judging.verify(file, FileFormat.PE).signatures().get(0);

        assertThat(signature.description()).contains("Sample Program");
        assertThat(signature.url()).contains("https://example.org/sample");
    }

    @Test
    void tamperedPeIsBadDigestAndNothingElse() throws Exception {
        Path file = sample(FileFormat.PE);
        signing.sign(file);
        flip(file, 0x210);

        Verdict verdict = judging.verify(file, FileFormat.PE);

        assertThat(verdict.violations()).extracting(Violation::code).containsExactly(ViolationCode.TRUST_E_BAD_DIGEST);
        assertThat(verdict.isTrusted()).isFalse();
    }

    @Test
    void everySignatureOfAFileIsJudged() throws Exception {
        Path file = sample(FileFormat.PE);
        signing.sign(file);
        TestEntity expired = pki.certificate("CN=Sample Publisher")
                .validity("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
                .make();
        TestSigner.of(expired).sign(file);

        Verdict verdict = judging.verify(file, FileFormat.PE);

        assertThat(verdict.signatures()).hasSize(2);
        assertThat(verdict.signatures().get(0).violations()).isEmpty();
        assertThat(verdict.signatures().get(1).violations())
                .extracting(Violation::code)
                .containsExactlyInAnyOrder(ViolationCode.TRUST_E_TIME_STAMP, ViolationCode.CERT_E_EXPIRED);
        assertThat(verdict.isTrusted()).isFalse();
    }

    @Test
    void policyMayAskForAnotherInstant() throws Exception {
        Path file = sample(FileFormat.PE);
        TestSigner.of(signer).sign(file);
        Policy audit = new Policy(
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                Optional.of(Instant.parse("2027-06-01T00:00:00Z")));

        assertThat(Judging.findings(Judging.against(pki.root()).verify(file, FileFormat.PE)))
                .isEmpty();
        assertThat(Judging.findings(Judging.against(pki.root()).with(audit).verify(file, FileFormat.PE)))
                .containsExactly("CERT_E_EXPIRED The certificate \"Sample Publisher\" expired on 2027-01-01T00:00:00Z;"
                        + " it was judged at 2027-06-01T00:00:00Z.");
    }

    @Test
    void signatureOfAnotherFileIsBadDigest() throws Exception {
        Path signed = sample(FileFormat.POWERSHELL);
        signing.sign(signed);
        String text = Files.readString(signed);
        Path other = folder.resolve("other.ps1");
        Files.writeString(other, "Remove-Item C:\\\r\n" + text.substring(text.indexOf("\r\n# SIG #") + 2));

        assertThat(judging.verify(other, FileFormat.POWERSHELL).violations())
                .extracting(Violation::code)
                .containsExactly(ViolationCode.TRUST_E_BAD_DIGEST);
    }

    @Test
    void missingFileIsAFileError() {
        assertThat(findings(folder.resolve("none.exe"), FileFormat.PE))
                .containsExactly("CRYPT_E_FILE_ERROR The file does not exist.");
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void emptyFileOfAnyFormatIsUntrusted(FileFormat format) throws Exception {
        Path file = Files.createFile(folder.resolve("empty"));

        assertThat(findings(file, format)).hasSize(1);
    }

    @Test
    void emptyProgramIsAFileError() throws Exception {
        assertThat(findings(Files.createFile(folder.resolve("empty.exe")), FileFormat.PE))
                .containsExactly("CRYPT_E_FILE_ERROR The file is empty. Build it again.");
    }

    @Test
    void textNamedExeIsOfNoKnownForm() throws Exception {
        Path file = Files.write(folder.resolve("text.exe"), "hello".repeat(100).getBytes(UTF_8));

        assertThat(judging.verify(file, FileFormat.PE).violations())
                .extracting(Violation::code)
                .containsExactly(ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN);
    }

    @Test
    void folderIsAFileError() throws Exception {
        assertThat(judging.verify(folder, FileFormat.PE).violations())
                .extracting(Violation::code)
                .containsExactly(ViolationCode.CRYPT_E_FILE_ERROR);
    }

    @Test
    void unreadableFileIsAFileError() throws Exception {
        AuthenticodeVerifier verifier =
                new AuthenticodeVerifier(judging.policy(), judging.anchors(), Clock.systemUTC(), (file, format) -> {
                    throw new AccessDeniedException(file.toString());
                });

        assertThat(Judging.findings(verifier.verify(sample(FileFormat.PE), FileFormat.PE)))
                .containsExactly("CRYPT_E_FILE_ERROR The file may not be read. Check its permissions.");
    }

    @Test
    void whateverTheFormatThrowsIsAFinding() {
        AuthenticodeVerifier verifier =
                new AuthenticodeVerifier(judging.policy(), judging.anchors(), Clock.systemUTC(), (file, format) -> {
                    throw new IllegalStateException("odd bytes");
                });

        assertThat(Judging.findings(verifier.verify(folder, FileFormat.PE)))
                .containsExactly("CRYPT_E_BAD_ENCODE The file is damaged: odd bytes.");
    }

    private static void flip(Path file, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset] ^= 1;
        Files.write(file, bytes);
    }
}
