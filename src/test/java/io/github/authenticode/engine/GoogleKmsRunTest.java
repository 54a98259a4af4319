package io.github.authenticode.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.GoogleKmsIdentity;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.GoogleDouble;
import io.github.authenticode.testing.certificate.TestCertificate;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs with keys in a double of Google Cloud KMS. */
@Timeout(120)
class GoogleKmsRunTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"RSA, 2048, RSA_SIGN_PKCS1_2048_SHA256", "EC, 256, EC_SIGN_P256_SHA256"})
    void everyFormatIsSignedByRsaAndByEllipticWithOneToken(String kind, int size, String algorithm) throws Exception {
        KeyPair pair = TestCertificate.keyPair(kind, size);
        try (GoogleDouble google = start(pair, algorithm);
                RunWithKey run = new RunWithKey(folder, Map.of())) {
            for (FileFormat format : FileFormat.values()) {
                if (kind.equals("RSA") || format != FileFormat.NUGET) { // NuGet takes RSA alone
                    run.add(format);
                }
            }
            google.spoil(1);

            List<FileResult> results = run.sign(identity(google, run.certificateOf(pair.getPublic())));

            assertThat(results).isNotEmpty().allMatch(r -> r.outcome() instanceof Outcome.Signed);
            assertThat(run.spent()).isEqualTo(results.size() + 1).isEqualTo(google.signatures());
            assertThat(google.tokens()).isOne();
            assertThat(google.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA_DECRYPT_OAEP_2048_SHA256", "RSA_SIGN_PSS_2048_SHA256"})
    void keyThatMakesNoSuchSignaturesIsToldBeforeAnythingIsSigned(String algorithm) throws Exception {
        KeyPair pair = TestCertificate.keyPair("RSA", 2048);
        try (GoogleDouble google = start(pair, algorithm);
                RunWithKey run = new RunWithKey(folder, Map.of())) {
            run.add(FileFormat.PE);

            Problem problem = run.refusal(identity(google, run.certificateOf(pair.getPublic())));

            assertThat(problem.id()).isEqualTo("cloud-key-usage");
            assertThat(problem.text()).contains(algorithm);
        }
    }

    @Test
    void digestOfTheKeyVersionIsNamed() throws Exception {
        KeyPair pair = TestCertificate.keyPair("RSA", 2048);
        try (GoogleDouble google = start(pair, "RSA_SIGN_PKCS1_2048_SHA256");
                RunWithKey run = new RunWithKey(folder, Map.of()).digest(DigestAlgorithm.SHA512)) {
            run.add(FileFormat.PE);

            assertThat(run.refusal(identity(google, run.certificateOf(pair.getPublic())))
                            .text())
                    .endsWith("Set <digest>SHA-256</digest>.");
            assertThat(google.signatures()).isZero();
        }
    }

    private static GoogleDouble start(KeyPair pair, String algorithm) throws Exception {
        return new GoogleDouble(pair, algorithm, TestCertificate.keyPair("RSA", 2048));
    }

    private GoogleKmsIdentity identity(GoogleDouble google, Path certificate) throws Exception {
        return new GoogleKmsIdentity(
                GoogleDouble.VERSION, google.url(), certificate, Optional.of(google.credentials(folder)));
    }
}
