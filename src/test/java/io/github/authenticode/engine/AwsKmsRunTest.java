package io.github.authenticode.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.authenticode.cloud.kms.PublicKeys;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.AwsKmsIdentity;
import io.github.authenticode.plan.identity.account.AwsAccount;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.MotoServer;
import io.github.authenticode.testing.certificate.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs with keys in moto's AWS KMS. */
@Timeout(180)
class AwsKmsRunTest {
    private static final String CANARY = "canary-of-the-secret-access-key";
    private static final AwsAccount ACCOUNT = new AwsAccount("AKIDEXAMPLE", Secret.of(CANARY));

    @TempDir
    static Path shared;

    private static @Nullable MotoServer moto;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        moto = MotoServer.start(shared);
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.close();
        }
    }

    private static MotoServer moto() {
        if (moto == null) {
            throw new IllegalStateException("moto was not started");
        }
        return moto;
    }

    @ParameterizedTest
    @CsvSource({"RSA_3072, SHA256", "RSA_2048, SHA512", "ECC_NIST_P256, SHA256", "ECC_NIST_P384, SHA384"})
    void everyFormatIsSignedByRsaAndByElliptic(String spec, DigestAlgorithm digest) throws Exception {
        try (RunWithKey run = new RunWithKey(folder, Map.of()).digest(digest)) {
            String key = create("SIGN_VERIFY", spec);
            Path certificate = run.certificateOf(publicKey(key));
            for (FileFormat format : FileFormat.values()) {
                if (spec.startsWith("RSA") || format != FileFormat.NUGET) { // NuGet takes RSA alone
                    run.add(format);
                }
            }

            List<FileResult> results = run.sign(identity(key, certificate, Optional.of(ACCOUNT)));

            assertThat(results).isNotEmpty().allMatch(r -> r.outcome() instanceof Outcome.Signed);
            assertThat(run.spent()).isEqualTo(results.size());
        }
    }

    @Test
    void aliasesAndVariablesAreUnderstoodToo() throws Exception {
        Map<String, String> environment = Map.of(
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY", CANARY, "AWS_SESSION_TOKEN", "session");
        try (RunWithKey run = new RunWithKey(folder, environment)) {
            String key = create("SIGN_VERIFY", "RSA_2048");
            moto().kms("CreateAlias", "{\"AliasName\":\"alias/code-signing\",\"TargetKeyId\":\"" + key + "\"}");
            Path certificate = run.certificateOf(publicKey(key));
            run.add(FileFormat.PE);

            assertThat(run.sign(identity("alias/code-signing", certificate, Optional.empty())))
                    .allMatch(r -> r.outcome() instanceof Outcome.Signed);
        }
    }

    @Test
    void profileInTheFilesOfTheCommandLineSignsIn() throws Exception {
        Path credentials = Files.writeString(
                folder.resolve("credentials"),
                "[default]\naws_access_key_id = OTHER\n[release]\naws_access_key_id = AKIDEXAMPLE\n"
                        + "aws_secret_access_key = " + CANARY + "\n");
        Map<String, String> environment = Map.of(
                "AWS_PROFILE",
                "release",
                "AWS_SHARED_CREDENTIALS_FILE",
                credentials.toString(),
                "AWS_CONFIG_FILE",
                folder.resolve("none").toString());
        try (RunWithKey run = new RunWithKey(folder, environment)) {
            String key = create("SIGN_VERIFY", "ECC_NIST_P256");
            Path certificate = run.certificateOf(publicKey(key));
            run.add(FileFormat.MSI);

            assertThat(run.sign(identity(key, certificate, Optional.empty())))
                    .allMatch(r -> r.outcome() instanceof Outcome.Signed);
        }
    }

    @Test
    void keyThatEncryptsIsToldBeforeAnythingIsSigned() throws Exception {
        try (RunWithKey run = new RunWithKey(folder, Map.of())) {
            String key = create("ENCRYPT_DECRYPT", "RSA_2048");
            Path certificate = run.certificateOf(publicKey(key));
            run.add(FileFormat.PE);

            Problem problem = run.refusal(identity(key, certificate, Optional.of(ACCOUNT)));

            assertThat(problem.id()).isEqualTo("cloud-key-usage");
            assertThat(problem.text())
                    .contains(
                            "is not for signing: it is of the usage ENCRYPT_DECRYPT, which nobody can change afterwards.")
                    .contains("Create a key of the usage SIGN_VERIFY")
                    .doesNotContain(CANARY);
        }
    }

    @Test
    void certificateOfAnotherKeyIsToldBeforeAnythingIsSigned() throws Exception {
        try (RunWithKey run = new RunWithKey(folder, Map.of())) {
            Path certificate =
                    run.certificateOf(TestCertificate.keyPair("RSA", 2048).getPublic());
            run.add(FileFormat.PE);

            Problem problem =
                    run.refusal(identity(create("SIGN_VERIFY", "RSA_2048"), certificate, Optional.of(ACCOUNT)));

            assertThat(problem.id()).isEqualTo("cloud-key-other-key");
            assertThat(problem.text()).contains("None of the certificates in <certificateFile> belongs to the key");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alias/misspelt", "00000000-0000-0000-0000-000000000000"})
    void keyThatIsNotThereIsTold(String key) throws Exception {
        try (RunWithKey run = new RunWithKey(folder, Map.of())) {
            Path certificate =
                    run.certificateOf(TestCertificate.keyPair("RSA", 2048).getPublic());
            run.add(FileFormat.PE);

            Problem problem = run.refusal(identity(key, certificate, Optional.of(ACCOUNT)));

            assertThat(problem.id()).isEqualTo("cloud-key-not-found");
            assertThat(problem.text()).contains("There is no key " + key);
        }
    }

    @Test
    void digestThatTheCurveDoesNotTakeIsToldBeforeAnythingIsSigned() throws Exception {
        try (RunWithKey run = new RunWithKey(folder, Map.of()).digest(DigestAlgorithm.SHA384)) {
            String key = create("SIGN_VERIFY", "ECC_NIST_P256");
            Path certificate = run.certificateOf(publicKey(key));
            run.add(FileFormat.PE);

            assertThat(run.refusal(identity(key, certificate, Optional.of(ACCOUNT)))
                            .text())
                    .endsWith("Set <digest>SHA-256</digest>.");
        }
    }

    private static AwsKmsIdentity identity(String key, Path certificate, Optional<AwsAccount> account) {
        return new AwsKmsIdentity("eu-west-1", moto().url(), key, certificate, account);
    }

    private static String create(String usage, String spec) throws Exception {
        JsonNode told = moto().kms("CreateKey", "{\"KeyUsage\":\"" + usage + "\",\"KeySpec\":\"" + spec + "\"}");
        return told.path("KeyMetadata").path("KeyId").asText();
    }

    private static PublicKey publicKey(String key) throws Exception {
        JsonNode told = moto().kms("GetPublicKey", "{\"KeyId\":\"" + key + "\"}");
        return PublicKeys.read(told.path("PublicKey").asText()).orElseThrow();
    }
}
