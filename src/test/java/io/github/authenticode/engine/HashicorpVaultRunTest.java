package io.github.authenticode.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.HashicorpVaultIdentity;
import io.github.authenticode.plan.identity.account.VaultAccount;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.VaultDouble;
import io.github.authenticode.testing.certificate.TestCertificate;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs with keys in a double of HashiCorp Vault. */
@Timeout(120)
class HashicorpVaultRunTest {
    private static final VaultAccount ROLE =
            new VaultAccount.AppRole("approle", VaultDouble.ROLE_ID, Secret.of(VaultDouble.SECRET_ID));
    private static final VaultAccount TOKEN = new VaultAccount.Token(Secret.of(VaultDouble.TOKEN));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256", "EC, 384"})
    void everyFormatIsSignedByRsaAndByEllipticAndAnAppRoleLogsInOnce(String algorithm, int size) throws Exception {
        KeyPair pair = TestCertificate.keyPair(algorithm, size);
        try (VaultDouble vault = VaultDouble.start();
                RunWithKey run = new RunWithKey(folder, Map.of())) {
            vault.add("code-signing", pair);
            for (FileFormat format : FileFormat.values()) {
                if (algorithm.equals("RSA") || format != FileFormat.NUGET) { // NuGet takes RSA alone
                    run.add(format);
                }
            }

            List<FileResult> results =
                    run.sign(identity(vault, "code-signing", run.certificateOf(pair.getPublic()), ROLE));

            assertThat(results).isNotEmpty().allMatch(r -> r.outcome() instanceof Outcome.Signed);
            assertThat(run.spent()).isEqualTo(results.size()).isEqualTo(vault.signatures());
            assertThat(vault.logins()).isOne();
            assertThat(vault.violations()).isEmpty();
        }
    }

    @Test
    void newVersionWithAnOldCertificateIsToldBeforeAnythingIsSigned() throws Exception {
        KeyPair old = TestCertificate.keyPair("EC", 256);
        try (VaultDouble vault = VaultDouble.start();
                RunWithKey run = new RunWithKey(folder, Map.of())) {
            vault.add("code-signing", old, TestCertificate.keyPair("EC", 256));
            Path certificate = run.certificateOf(old.getPublic());
            run.add(FileFormat.PE);

            Problem problem = run.refusal(identity(vault, "code-signing", certificate, TOKEN));

            assertThat(problem.id()).isEqualTo("cloud-key-other-key");
            assertThat(vault.signatures()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"encrypts, cloud-key-usage", "misspelt, cloud-key-not-found"})
    void keyThatCannotSignIsToldBeforeAnythingIsSigned(String key, String id) throws Exception {
        KeyPair pair = TestCertificate.keyPair("RSA", 2048);
        try (VaultDouble vault = VaultDouble.start();
                RunWithKey run = new RunWithKey(folder, Map.of())) {
            vault.add("encrypts", pair);
            run.add(FileFormat.PE);

            Problem problem = run.refusal(identity(vault, key, run.certificateOf(pair.getPublic()), TOKEN));

            assertThat(problem.id()).isEqualTo(id);
        }
    }

    @Test
    void wrongSecretIdAndWrongTokenAreToldWithoutThem() throws Exception {
        KeyPair pair = TestCertificate.keyPair("EC", 256);
        try (VaultDouble vault = VaultDouble.start();
                RunWithKey run = new RunWithKey(folder, Map.of())) {
            vault.add("code-signing", pair);
            Path certificate = run.certificateOf(pair.getPublic());
            run.add(FileFormat.PE);
            Secret canary = Secret.of("canary-that-is-wrong");

            Problem role = run.refusal(identity(
                    vault, "code-signing", certificate, new VaultAccount.AppRole("approle", "role-1", canary)));
            Problem token = run.refusal(identity(vault, "code-signing", certificate, new VaultAccount.Token(canary)));

            assertThat(role.id()).isEqualTo("cloud-key-sign-in");
            assertThat(role.text()).contains("invalid role or secret ID").doesNotContain(canary.reveal());
            assertThat(token.id()).isEqualTo("cloud-key-access");
            assertThat(token.text()).contains("permission denied").doesNotContain(canary.reveal());
        }
    }

    @Test
    void throttledVaultIsWaitedForAsLongAsItAsks() throws Exception {
        KeyPair pair = TestCertificate.keyPair("EC", 256);
        List<Duration> pauses = new CopyOnWriteArrayList<>();
        try (VaultDouble vault = VaultDouble.start();
                RunWithKey run = new RunWithKey(folder, Map.of()).sleeper(pauses::add)) {
            vault.add("code-signing", pair);
            vault.misbehave(new VaultDouble.Fault(
                    429, "7", "{\"errors\":[\"request path \\\"transit/sign\\\": rate limit quota exceeded\"]}"));
            run.add(FileFormat.PE);

            assertThat(run.sign(identity(vault, "code-signing", run.certificateOf(pair.getPublic()), TOKEN)))
                    .allMatch(r -> r.outcome() instanceof Outcome.Signed);
            assertThat(Math.round(pauses.get(0).toMillis() / 1000.0)).isEqualTo(7);
            assertThat(vault.signatures()).isOne();
        }
    }

    private static HashicorpVaultIdentity identity(
            VaultDouble vault, String key, Path certificate, VaultAccount account) {
        return new HashicorpVaultIdentity(
                vault.url(), "transit", key, Optional.empty(), Optional.empty(), certificate, account);
    }
}
