package io.github.authenticode.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.Corpus;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestSigner;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hostile and foreign files: never an exception, never trusted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedFilesTest {
    private TestPki pki;
    private Judging judging;

    @TempDir
    Path folder;

    @BeforeAll
    void makeAuthority() throws Exception {
        pki = TestPki.create();
        judging = Judging.against(pki.root());
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void filesThatAFuzzerFoundAreNotTrusted(FileFormat format) throws Exception {
        Path file = folder.resolve("malformed");
        for (Path packed : Corpus.files("malformed")) {
            try (InputStream content = new GZIPInputStream(Files.newInputStream(packed))) {
                Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            }
            Verdict verdict = assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> judging.verify(file, format), packed.toString());
            assertThat(verdict.isTrusted()).as(packed.toString()).isFalse();
            assertThat(verdict.violations()).as(packed.toString()).isNotEmpty();
        }
    }

    @Test
    void foreignFileOfSigntoolLacksOnlyItsRoot() {
        Verdict verdict = judging.verify(Corpus.file("minimal-signed-by-signtool.msix"), FileFormat.APPX);

        assertThat(Judging.findings(verdict))
                .singleElement()
                .asString()
                .startsWith("CERT_E_CHAINING The signature's certificate chain ends at \"Jsign Code Signing CA 2022\"");
    }

    @Test
    void oldInstallerOfSigntoolIsWeakToo() {
        Verdict verdict = judging.verify(Corpus.file("minimal-signed-with-signtool.msi"), FileFormat.MSI);

        assertThat(verdict.violations())
                .extracting(Violation::code)
                .containsOnly(ViolationCode.CRYPT_E_SECURITY_SETTINGS, ViolationCode.CERT_E_CHAINING);
        assertThat(verdict.signatures().get(0).digestAlgorithm()).isEqualTo("SHA-1");
    }

    @Test
    void bothSignaturesOfADoublySignedLoaderAreJudged() {
        Verdict verdict = judging.verify(Corpus.file("fbx64-signed-by-sbsign.efi"), FileFormat.PE);

        assertThat(verdict.signatures())
                .hasSize(2)
                .allSatisfy(signature -> assertThat(signature.violations())
                        .extracting(Violation::code)
                        .doesNotContain(ViolationCode.TRUST_E_BAD_DIGEST, ViolationCode.CRYPT_E_BAD_ENCODE)
                        .isNotEmpty());
    }

    /** Random damage with a fixed seed; what no digest covers may go unnoticed, but nothing may throw or hang. */
    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void damagedFilesAreJudgedWithoutException(FileFormat format) throws Exception {
        Path file = SampleFiles.write(
                format, folder, "sample." + format.extensions().get(0));
        TestSigner.of(pki.certificate(SampleFiles.PUBLISHER).make())
                .timestampedBy(new TestTimestamps(pki.timestampAuthority(), Instant.parse("2026-03-01T10:00:00Z")))
                .sign(file);
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(20260615);
        for (int i = 0; i < 100; i++) {
            byte[] bad = good.clone();
            for (int changes = 0; changes < 8; changes++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            int length = i % 3 == 0 ? random.nextInt(bad.length) : bad.length;
            Path damaged = Files.write(folder.resolve("damaged"), Arrays.copyOf(bad, length));
            Verdict verdict = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> judging.verify(damaged, format));
            assertThat(verdict.violations().isEmpty()).isEqualTo(verdict.isTrusted());
        }
    }
}
