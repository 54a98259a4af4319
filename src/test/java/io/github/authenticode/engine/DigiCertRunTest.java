package io.github.authenticode.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.digicertdouble.DigiCertDouble;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs with the double of DigiCert ONE. How long it takes can be set, as for {@link KeyVaultRunTest}. */
@Timeout(120)
class DigiCertRunTest {
    private static final int FILES = 100;
    private static final Duration OPERATION =
            Duration.parse(System.getProperty("authenticode.test.operation", "PT0.01S"));

    @TempDir
    static Path shared;

    private static TestAuthority authority;
    private static AzureDouble timestamps;

    @TempDir
    Path folder;

    private DigiCertDouble service;
    private RunOnDigiCert run;

    @BeforeAll
    static void openAuthority() throws Exception {
        authority = TestAuthority.open(shared, Clock.systemUTC());
        timestamps = AzureDouble.settings().timestamps(authority, Duration.ZERO).start();
    }

    @AfterAll
    static void closeAuthority() {
        timestamps.close();
    }

    @BeforeEach
    void start() throws Exception {
        service = new DigiCertDouble(OPERATION);
        run = new RunOnDigiCert(service, timestamps, authority, folder);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"release", "elliptic"})
    void everyFormatIsSignedByRsaAndByElliptic(String keyPair) throws Exception {
        run.keyPair = keyPair;
        for (FileFormat format : FileFormat.values()) {
            if (!keyPair.equals("elliptic") || format != FileFormat.NUGET) { // NuGet takes RSA alone
                run.add(format);
            }
        }

        List<FileResult> results = run.sign(4);

        assertThat(results).isNotEmpty().allMatch(r -> r.outcome() instanceof Outcome.Signed);
        assertThat(run.use.orElseThrow().spent()).isEqualTo(results.size()).isEqualTo(service.signatures());
        assertThat(service.violations()).isEmpty();
    }

    @Test
    void hundredFilesCostOneSignatureEachAndOneCertificateInAll() throws Exception {
        run.addPrograms(FILES);
        long start = System.nanoTime();

        List<FileResult> results = run.sign(24);

        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        System.out.println(FILES + " files, " + OPERATION + " a signature, 24 threads: " + millis + " ms");
        assertThat(results).hasSize(FILES).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        assertThat(service.signatures()).isEqualTo(FILES);
        assertThat(run.use.orElseThrow().spent()).isEqualTo(FILES);
        // The key pair by its alias, its account, its certificates.
        assertThat(service.requests()).isEqualTo(FILES + 3);
    }

    @Test
    void executionsOfOneBuildShareCertificateAndSignatures() throws Exception {
        RunOnDigiCert second =
                new RunOnDigiCert(service, timestamps, authority, Files.createDirectories(folder.resolve("second")));
        second.memory = run.memory;
        for (RunOnDigiCert each : List.of(run, second)) {
            each.add(FileFormat.PE);
            assertThat(each.sign(1)).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        }

        assertThat(service.signatures()).isOne();
        assertThat(service.requests()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"renewed,renewed-cert-2", "0a-1b,0a-1b-cert-1"})
    void certificateIsFoundByItsOwnAlias(String keyPair, String certificate) throws Exception {
        run.keyPair = keyPair;
        run.certificate = Optional.of(certificate);
        run.addPrograms(1);

        assertThat(run.sign(1)).allMatch(r -> r.outcome() instanceof Outcome.Signed);
    }

    @Test
    void certificateFileChoosesAmongSeveralCertificates() throws Exception {
        run.keyPair = "renewed";
        run.certificateFile = Optional.of(Files.write(
                folder.resolve("cert.cer"),
                service.chain("renewed-cert-2").get(0).getEncoded()));
        run.addPrograms(1);

        assertThat(run.sign(1)).allMatch(r -> r.outcome() instanceof Outcome.Signed);
    }

    @Test
    void certificateFileOfAnotherKeyPairIsToldBeforeAnythingIsSigned() throws Exception {
        run.certificateFile = Optional.of(Files.write(
                folder.resolve("cert.cer"),
                service.chain("elliptic-cert-1").get(0).getEncoded()));

        assertThat(refusal().id()).isEqualTo("keylocker-other-key");
        assertThat(service.signatures()).isZero();
    }

    @Test
    void thumbprintOfAnotherCertificateIsToldBeforeAnythingIsSigned() throws Exception {
        run.thumbprint = Optional.of("0".repeat(40));

        assertThat(refusal().text()).contains("None of the certificates", "release-cert-1 (thumbprint ");
        assertThat(service.signatures()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Release   | keylocker-alias             | but one that differs in upper and lower case; there are: release,",
                "nothing   | keylocker-alias             | There is no <keypairAlias> nothing",
                "renewed   | keylocker-many-certificates | renewed-cert-1 (thumbprint",
                "bare      | keylocker-other-key         | it has: none.",
                "expired   | signing-certificate         | CERT_E_EXPIRED"
            })
    void keyPairThatCannotSignIsToldBeforeAnythingIsSigned(String keyPair, String id, String text) throws Exception {
        run.keyPair = keyPair;

        Problem problem = refusal();

        assertThat(problem.id()).isEqualTo(id);
        assertThat(problem.text()).contains(text);
        assertThat(service.signatures()).isZero();
    }

    @Test
    void unknownCertificateAliasIsToldWithThoseThatExist() throws Exception {
        run.certificate = Optional.of("RELEASE-cert-1");

        assertThat(refusal().text()).contains("<certificateAlias> RELEASE-cert-1", "there are: release-cert-1,");
    }

    @Test
    void publisherThatThePolicyDoesNotKnowIsToldBeforeAnythingIsSigned() throws Exception {
        run.publisher = "Sample Publischer";

        assertThat(refusal().id()).isEqualTo("signing-certificate");
        assertThat(service.signatures()).isZero();
    }

    @Test
    void wrongApiKeyIsAskedWithOnceAndIsInNoMessage() throws Exception {
        run.apiKey = Secret.of("wrong-api-key");

        Problem problem = refusal();

        assertThat(problem.id()).isEqualTo("digicert-api-key");
        assertThat(problem.toString()).doesNotContain("wrong-api-key");
        assertThat(service.requests()).isOne();
    }

    @Test
    void wrongPasswordOfTheClientCertificateIsToldBeforeAnythingIsSent() throws Exception {
        run.password = Secret.of("other");

        assertThat(refusal().id()).isEqualTo("digicert-client-password");
        assertThat(service.requests()).isZero();
    }

    @Test
    void expiredClientCertificateIsToldBeforeAnythingIsSent() throws Exception {
        service.writeUser(run.user, RunOnDigiCert.PASSWORD, -1);

        assertThat(refusal().id()).isEqualTo("digicert-client-expired");
        assertThat(service.requests()).isZero();
    }

    @Test
    void fileThatIsNoClientCertificateIsToldBeforeAnythingIsSent() throws Exception {
        Files.writeString(run.user, "no PKCS#12");

        assertThat(refusal().id()).isEqualTo("digicert-client-file");
    }

    @Test
    void clientCertificateOfAnotherMakerReachesNoRequest() throws Exception {
        try (DigiCertDouble other = new DigiCertDouble(OPERATION)) {
            other.writeUser(run.user, RunOnDigiCert.PASSWORD, 100);
        }

        assertThat(refusal().text()).contains(service.url().toString());
        assertThat(service.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | access_denied | User is not multi-factor authenticated. | digicert-client-certificate",
                "403 | access_denied | User is not the signer                  | digicert-not-signer",
                "404 | not_found     | No such thing                           | digicert-answer"
            })
    void refusalIsNamedAndNotTriedAgain(int status, String code, String message, String id) throws Exception {
        service.answerNext(false, status, Map.of(), error(code, message));

        Problem problem = refusal();

        assertThat(problem.id()).isEqualTo(id);
        assertThat(problem.toString()).contains(message);
        assertThat(service.requests()).isOne();
    }

    @Test
    void requestLimitIsObeyedAndTheFileSignedAfterIt() throws Exception {
        run.addPrograms(3);
        service.answerNext(true, 429, Map.of("Retry-After", "1"), error("request_limit_exceeded", "Slow down"));

        assertThat(run.sign(3)).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        assertThat(service.signatures()).isEqualTo(3);
    }

    @Test
    void requestLimitThatLastsTooLongIsNamed() throws Exception {
        service.answerNext(false, 429, Map.of("Retry-After", "3600"), error("request_limit_exceeded", "Slow down"));

        assertThat(refusal().id()).isEqualTo("digicert-request-limit");
        assertThat(service.requests()).isOne();
    }

    @Test
    void signatureByAnotherKeyIsThrownAwayAndNotPaidForTwice() throws Exception {
        run.keyPair = "other-key";
        run.addPrograms(1);

        FileResult result = run.sign(1).get(0);

        assertThat(RunOnAzure.problem(result).id()).isEqualTo("keylocker-other-key");
        assertThat(service.signatures()).isOne();
        assertThat(run.use.orElseThrow().spent()).isOne();
    }

    private static String error(String status, String message) {
        return "{\"error\":{\"status\":\"" + status + "\",\"message\":\"" + message + "\"}}";
    }

    private Problem refusal() throws Exception {
        run.addPrograms(1);
        return catchThrowableOfType(ProblemException.class, () -> run.sign(1))
                .problems()
                .get(0);
    }
}
