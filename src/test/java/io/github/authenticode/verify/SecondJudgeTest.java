package io.github.authenticode.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.Osslsigncode;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestSigner;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our verdict and that of osslsigncode on the same files; skipped where it is not installed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondJudgeTest {
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

    private TestPki pki;
    private TestEntity signer;

    @TempDir
    Path folder;

    private Path root;

    @BeforeAll
    void makeAuthority() throws GeneralSecurityException {
        pki = TestPki.create();
        signer = pki.certificate(SampleFiles.PUBLISHER).make();
    }

    @BeforeEach
    void writeRoot() throws IOException {
        root = Files.writeString(
                folder.resolve("root.pem"), Judging.pem(List.of(pki.root().certificate())));
    }

    private boolean weTrust(Path file, FileFormat format, Instant now) {
        Judging judging = Judging.against(pki.root()).at(now.toString());
        return judging.verify(file, format).isTrusted();
    }

    private boolean theyTrust(Path file, Instant now) throws IOException, InterruptedException {
        return Osslsigncode.run(List.of(
                        "verify",
                        "-CAfile",
                        root.toString(),
                        "-TSA-CAfile",
                        root.toString(),
                        "-time",
                        String.valueOf(now.getEpochSecond()),
                        "-in",
                        file.toString()))
                == 0;
    }

    private void bothSay(boolean trusted, Path file, FileFormat format, Instant now) throws Exception {
        assertThat(weTrust(file, format, now)).as("we trust").isEqualTo(trusted);
        assertThat(theyTrust(file, now)).as("osslsigncode trusts").isEqualTo(trusted);
    }

    private Path signed(FileFormat format, TestSigner tool) throws Exception {
        Path file = SampleFiles.write(
                format, folder, "sample." + format.extensions().get(0));
        tool.sign(file);
        return file;
    }

    private TestSigner timestamping(TestEntity entity) {
        return TestSigner.of(entity).timestampedBy(new TestTimestamps(pki.timestampAuthority(), TIME));
    }

    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            names = {"PE", "MSI", "CAB", "APPX", "POWERSHELL"})
    void goodFilesAreTrustedByBoth(FileFormat format) throws Exception {
        bothSay(true, signed(format, timestamping(signer)), format, TestPki.NOW);
    }

    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            names = {"PE", "MSI", "CAB", "APPX", "POWERSHELL"})
    void tamperedFilesAreTrustedByNeither(FileFormat format) throws Exception {
        byte[] unsigned = Files.readAllBytes(SampleFiles.write(format, folder, "unsigned"));
        Path file = signed(format, timestamping(signer));
        byte[] bytes = Files.readAllBytes(file);
        bytes[unsigned.length / 2] ^= 1;
        Files.write(file, bytes);

        bothSay(false, file, format, TestPki.NOW);
    }

    @Test
    void expiredCertificateIsTrustedByBothOnlyIfTimestamped() throws Exception {
        Instant later = Instant.parse("2031-01-01T00:00:00Z");

        bothSay(true, signed(FileFormat.PE, timestamping(signer)), FileFormat.PE, later);
        bothSay(false, signed(FileFormat.PE, TestSigner.of(signer)), FileFormat.PE, later);
    }

    @Test
    void certificateForServersIsTrustedByNeither() throws Exception {
        TestEntity server = pki.certificate("CN=Server")
                .purposes(false, KeyPurposeId.id_kp_serverAuth)
                .make();

        bothSay(false, signed(FileFormat.PE, timestamping(server)), FileFormat.PE, TestPki.NOW);
    }

    @Test
    void strangersRootIsTrustedByNeither() throws Exception {
        TestEntity stranger = TestPki.create().signer();

        bothSay(false, signed(FileFormat.PE, TestSigner.of(stranger)), FileFormat.PE, TestPki.NOW);
    }

    @Test
    void selfSignedCertificateIsTrustedByNeither() throws Exception {
        TestEntity self = TestCertificate.of("CN=Self").make();

        bothSay(false, signed(FileFormat.PE, TestSigner.of(self)), FileFormat.PE, TestPki.NOW);
    }

    @Test
    void oneGoodSignatureOfTwoIsEnoughForThemButNotForUs() throws Exception {
        Path file = signed(FileFormat.PE, timestamping(signer));
        TestSigner.of(TestCertificate.of("CN=Self").make()).sign(file);

        assertThat(weTrust(file, FileFormat.PE, TestPki.NOW)).isFalse();
        assertThat(theyTrust(file, TestPki.NOW)).isTrue();
    }
}
