package io.github.authenticode.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.azuredouble.Fault;
import io.github.authenticode.azuredouble.Fault.Kind;
import io.github.authenticode.azuredouble.Place;
import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole runs with a vault. How long the double takes can be set, as for {@link ArtifactSigningRunTest}.
 */
@Timeout(120)
class KeyVaultRunTest {
    private static final int FILES = 100;
    private static final Duration OPERATION =
            Duration.parse(System.getProperty("authenticode.test.operation", "PT0.01S"));
    private static final Duration TIMESTAMP =
            Duration.parse(System.getProperty("authenticode.test.timestamp", "PT0.003S"));

    @TempDir
    static Path shared;

    private static TestAuthority authority;

    @TempDir
    Path folder;

    @BeforeAll
    static void openAuthority() throws Exception {
        authority = TestAuthority.open(shared, Clock.systemUTC());
    }

    @ParameterizedTest
    @ValueSource(strings = {"code-signing", "elliptic"})
    void everyFormatIsSignedByRsaAndByElliptic(String certificate) throws Exception {
        try (AzureDouble azure = start()) {
            RunOnAzure run = RunOnAzure.vault(azure, authority, folder, certificate);
            for (FileFormat format : FileFormat.values()) {
                if (!certificate.equals("elliptic") || format != FileFormat.NUGET) { // NuGet takes RSA alone
                    run.add(format);
                }
            }

            List<FileResult> results = run.sign(4, Sleeper.REAL);

            assertThat(results).isNotEmpty().allMatch(r -> r.outcome() instanceof Outcome.Signed);
            assertThat(run.use().spent()).isEqualTo(results.size()).isEqualTo(azure.operations());
            assertThat(run.warnings())
                    .allMatch(warning -> warning.contains("has an ECDSA key"))
                    .hasSize(certificate.equals("elliptic") ? 1 : 0);
            assertThat(azure.violations()).isEmpty();
        }
    }

    @Test
    void hundredFilesCostOneSignatureEachAndOneTokenAndOneCertificateInAll() throws Exception {
        try (AzureDouble azure = AzureDouble.settings()
                .operationTime(OPERATION)
                .timestamps(authority, TIMESTAMP)
                .start()) {
            RunOnAzure run = RunOnAzure.vault(azure, authority, folder, "code-signing");
            for (int i = 0; i < FILES; i++) {
                run.add(i + ".exe");
            }
            long start = System.nanoTime();

            List<FileResult> results = run.sign(24, Sleeper.REAL);

            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            System.out.println(
                    FILES + " files, " + OPERATION + " a signature, " + TIMESTAMP + " a timestamp, 24 threads: "
                            + azure.operations() + " operations, " + azure.tokens() + " token, " + millis + " ms");
            assertThat(results).hasSize(FILES).allMatch(r -> r.outcome() instanceof Outcome.Signed);
            assertThat(azure.operations()).isEqualTo(FILES);
            assertThat(run.use().spent()).isEqualTo(FILES);
            assertThat(azure.requests(Place.TOKEN)).isOne();
            assertThat(azure.requests(Place.VAULT)).isOne();
            assertThat(azure.correlationIds()).containsExactly(run.use().correlationId());
            assertThat(azure.violations()).isEmpty();
        }
    }

    @Test
    void executionsOfOneBuildShareTokenCertificateAndSignatures() throws Exception {
        BuildMemory memory = new BuildMemory(Clock.systemUTC(), Sleeper.REAL);
        try (AzureDouble azure = start()) {
            for (String module : List.of("a", "b")) {
                Path own = Files.createDirectories(folder.resolve(module));
                RunOnAzure run = RunOnAzure.vault(azure, authority, own, "code-signing", memory);
                run.add(FileFormat.PE);
                assertThat(run.sign(1, Sleeper.REAL)).allMatch(r -> r.outcome() instanceof Outcome.Signed);
            }

            assertThat(azure.requests(Place.TOKEN)).isOne();
            assertThat(azure.requests(Place.VAULT)).isOne();
        }
    }

    @Test
    void publisherThatThePolicyDoesNotKnowIsToldBeforeAnythingIsSigned() throws Exception {
        try (AzureDouble azure = start()) {
            RunOnAzure run = RunOnAzure.vault(azure, authority, folder, "code-signing");
            Path file = run.add("a.exe");
            run.require("Sample Publischer");

            Problem problem = refusal(run);

            assertThat(problem.id()).isEqualTo("signing-certificate");
            assertThat(problem.text())
                    .contains("TRUST_E_SUBJECT_NOT_TRUSTED")
                    .endsWith("Sign with that publisher's certificate, or correct <policy><publisher>.");
            assertThat(azure.operations()).isZero();
            assertThat(file).hasBinaryContent(RunOnAzure.contentOf(0));
        }
    }

    @Test
    void expiredCertificateIsToldBeforeAnythingIsSigned() throws Exception {
        try (AzureDouble azure = start()) {
            RunOnAzure run = RunOnAzure.vault(azure, authority, folder, "expired");
            run.add("a.exe");

            assertThat(refusal(run).text()).contains("CERT_E_EXPIRED");
            assertThat(azure.operations()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disabled  | key-vault-disabled | The certificate disabled in %s is disabled. Enable that version in the portal, or"
                        + " name another one in <version>.",
                "pending   | key-vault-pending  | The certificate pending in %s is only requested: its authority's answer has not"
                        + " been merged. Merge the issued certificate into the request in the portal.",
                "symmetric | key-vault-key-type | The certificate symmetric in %s has a key of the kind oct; Windows accepts code"
                        + " signatures by RSA keys of 2048 bits and more and by ECDSA keys on the curves P-256, P-384 and P-521"
                        + " only. Use a certificate with such a key.",
                "curve-k   | key-vault-key-type | The certificate curve-k in %s has a key of the kind EC on the curve P-256K;"
                        + " Windows accepts code signatures by RSA keys of 2048 bits and more and by ECDSA keys on the curves"
                        + " P-256, P-384 and P-521 only. Use a certificate with such a key.",
                "small     | key-vault-key-type | The certificate small in %s has a key of the kind RSA; Windows accepts code"
                        + " signatures by RSA keys of 2048 bits and more and by ECDSA keys on the curves P-256, P-384 and P-521"
                        + " only. Use a certificate with such a key."
            })
    void certificateThatCannotSignIsToldBeforeAnythingIsSigned(String certificate, String id, String text)
            throws Exception {
        try (AzureDouble azure = start()) {
            RunOnAzure bad = RunOnAzure.vault(azure, authority, folder, certificate);
            bad.add("a.exe");

            Problem problem = refusal(bad);

            assertThat(problem.id()).isEqualTo(id);
            assertThat(problem.text()).isEqualTo(text.formatted(azure.url()));
            assertThat(azure.operations()).isZero();
        }
    }

    @Test
    void digestThatTheCurveDoesNotTakeIsToldBeforeAnythingIsSigned() throws Exception {
        try (AzureDouble azure = start()) {
            RunOnAzure run = RunOnAzure.vault(azure, authority, folder, "elliptic");
            run.add("a.exe");
            run.digest(DigestAlgorithm.SHA384);

            assertThat(refusal(run).text())
                    .isEqualTo("The certificate elliptic in " + azure.url()
                            + " has a key on the curve P-256, with which Key Vault signs no SHA-384 digest."
                            + " Set <digest>SHA-256</digest>.");
        }
    }

    @Test
    void certificateOfAnotherKeyStopsAllAndSpoilsNoFile() throws Exception {
        try (AzureDouble azure = start()) {
            RunOnAzure run = RunOnAzure.vault(azure, authority, folder, "other-key");
            Path file = run.add("a.exe");
            run.add("b.exe");

            List<FileResult> results = run.sign(1, Sleeper.REAL);

            assertThat(results)
                    .allSatisfy(r -> assertThat(RunOnAzure.problem(r).text())
                            .isEqualTo("The signatures of the certificate other-key in " + azure.url()
                                    + " are thrown away, since they do not fit its certificate \"CN=Sample Publisher\": as a rule that"
                                    + " certificate was issued for another key. (it does not match the digest and the certificate,"
                                    + " client request id " + run.use().correlationId()
                                    + ") Merge the certificate that was issued"
                                    + " for this key into the vault, or name the right <certificate> or <version>."));
            assertThat(file).hasBinaryContent(RunOnAzure.contentOf(0));
            assertThat(azure.operations()).isEqualTo(2);
        }
    }

    @Test
    void signatureThatWasSpoiltOnTheWayIsAskedForOnceMore() throws Exception {
        try (AzureDouble azure = start()) {
            RunOnAzure run = RunOnAzure.vault(azure, authority, folder, "elliptic");
            run.add("a.exe");
            azure.misbehave(Place.VAULT_SIGN, Fault.of(Kind.WRONG_SIGNATURE));

            assertThat(run.sign(1, Sleeper.REAL)).allMatch(r -> r.outcome() instanceof Outcome.Signed);
            assertThat(run.use().spent()).isEqualTo(2);
        }
    }

    @Test
    void throttledVaultIsWaitedForAsLongAsItAsks() throws Exception {
        List<Duration> pauses = new ArrayList<>();
        try (AzureDouble azure = start()) {
            RunOnAzure run = RunOnAzure.vault(
                    azure, authority, folder, "code-signing", new BuildMemory(Clock.systemUTC(), pauses::add));
            run.add("a.exe");
            azure.misbehave(Place.VAULT_SIGN, Fault.throttle(429, "7"), Fault.of(Kind.CUT), Fault.html(502));

            assertThat(run.sign(1, pauses::add)).allMatch(r -> r.outcome() instanceof Outcome.Signed);
            assertThat(Math.round(pauses.get(0).toMillis() / 1000.0)).isEqualTo(7);
            assertThat(azure.operations()).isOne();
        }
    }

    @Test
    void answersThatAreNoneOfTheVaultSpoilNoFile() throws Exception {
        for (Fault fault :
                List.of(Fault.html(200), Fault.of(Kind.HUGE), Fault.of(Kind.NO_SIGNATURE), Fault.of(Kind.REDIRECT))) {
            try (AzureDouble azure = start()) {
                RunOnAzure run = RunOnAzure.vault(azure, authority, folder, "code-signing");
                Path file = run.add("a.exe");
                azure.misbehave(Place.VAULT_SIGN, fault);

                FileResult result = run.sign(1, duration -> {}).get(0);

                assertThat(RunOnAzure.problem(result).id())
                        .isEqualTo(
                                switch (fault.kind()) {
                                    case STATUS -> "key-vault-page";
                                    case REDIRECT -> "key-vault-redirect";
                                    default -> "key-vault-answer";
                                });
                assertThat(file).hasBinaryContent(RunOnAzure.contentOf(0));
            }
        }
    }

    @Test
    void missingIntermediateIsToldBeforeTheFilesAre() throws Exception {
        try (AzureDouble azure = start()) {
            RunOnAzure run =
                    RunOnAzure.vault(azure, authority, folder, "code-signing").withoutChainFile(azure, authority);
            run.add("a.exe");

            run.sign(1, Sleeper.REAL);

            assertThat(run.warnings())
                    .containsExactly("Signatures hold the certificate \"CN=Sample Publisher\" without its issuer"
                            + " \"CN=Azure Double Vault Issuing CA,O=Azure Double,C=US\", and Windows may not find that one."
                            + " Name a file with the intermediate certificates in <chainFile>.");
        }
    }

    private static Problem refusal(RunOnAzure run) {
        return catchThrowableOfType(ProblemException.class, () -> run.sign(1, Sleeper.REAL))
                .problems()
                .get(0);
    }

    private static AzureDouble start() throws Exception {
        return AzureDouble.settings().timestamps(authority, Duration.ZERO).start();
    }
}
