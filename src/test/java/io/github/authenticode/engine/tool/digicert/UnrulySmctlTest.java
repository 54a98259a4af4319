package io.github.authenticode.engine.tool.digicert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.smctldouble.Mood;
import io.github.authenticode.smctldouble.SmctlDoubleKit;
import io.github.authenticode.testing.LoopbackTsa;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with a real process that is not always as smctl should be. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there smctl is an executable image and no script")
@Timeout(120)
class UnrulySmctlTest {
    private static TestEntity root;
    private static TestEntity signer;
    private static TestEntity other;

    @TempDir
    Path folder;

    private SmctlDoubleKit kit;
    private RunWithSmctl run;

    @BeforeAll
    static void certificates() throws Exception {
        root = TestCertificate.of("C=DE, O=Test Authority, CN=Test Root")
                .authority(0)
                .validity("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z")
                .make();
        signer = certificate("C=DE, O=Example Ltd, CN=Example Ltd");
        other = certificate("C=DE, O=Somebody Else, CN=Somebody Else");
    }

    private static TestEntity certificate(String subject) throws Exception {
        return TestCertificate.of(subject)
                .issuedBy(root)
                .keys(TestCertificate.keyPair("RSA", 2048))
                .validity("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z")
                .make();
    }

    @BeforeEach
    void install() throws Exception {
        kit = SmctlDoubleKit.install(folder.resolve("smctl kit"))
                .keyPair("key_1", signer)
                .keyPair("other", other);
        run = new RunWithSmctl(folder, kit, root.certificate());
    }

    @Test
    void signsFilesOfSeveralFormatsInOneCall() throws Exception {
        run.add(FileFormat.PE);
        run.add(FileFormat.MSI);
        run.add(FileFormat.CAB);
        run.add(FileFormat.POWERSHELL);

        assertThat(run.sign())
                .hasSize(4)
                .allSatisfy(result -> assertThat(result.outcome()).isInstanceOf(Outcome.Signed.class));
        List<String> calls = kit.calls();
        assertThat(calls).hasSize(3).startsWith("smctl sign --help", "smctl healthcheck");
        assertThat(calls.get(2))
                .startsWith("smctl sign --simple --keypair-alias key_1 --digalg SHA-256 --timestamp=false"
                        + " --exit-non-zero-on-fail --input /");
    }

    @Test
    void noCommandLineHoldsASecret() throws Exception {
        run.add(FileFormat.PE);

        run.sign();

        assertThat(kit.calls()).isNotEmpty().allSatisfy(call -> assertThat(call).doesNotContain("canary"));
    }

    @Test
    void timestampsOfItsAuthorityAreAccepted() throws Exception {
        TestAuthority authority = TestAuthority.open(folder.resolve("authority"), Clock.systemUTC());
        try (LoopbackTsa tsa = LoopbackTsa.start(authority)) {
            kit.authority(tsa.url().toString());
            run.timestamped(authority.root());
            run.add(FileFormat.PE);

            assertThat(run.sign())
                    .singleElement()
                    .satisfies(result -> assertThat(result.outcome()).isInstanceOf(Outcome.Signed.class));
            assertThat(tsa.requests()).isEqualTo(1);
        }
    }

    @Test
    void anOldBuildSignsWithTheFlagsThatItHas() throws Exception {
        kit.mood(Mood.OLD);
        run.add(FileFormat.PE);

        assertThat(run.sign())
                .singleElement()
                .satisfies(result -> assertThat(result.outcome()).isInstanceOf(Outcome.Signed.class));
    }

    @Test
    void failureThatEndsWithZeroIsAFailure() throws Exception {
        kit.mood(Mood.FAILED_WITH_ZERO);
        Path file = run.add(FileFormat.PE);
        byte[] before = Files.readAllBytes(file);

        Problem problem = problem(run.sign().get(0));

        assertThat(problem.id()).isEqualTo("smctl-failed");
        assertThat(problem.cause()).isEqualTo("smctl did not sign the file, though it ended with exit code 0.");
        assertThat(problem.evidence().orElseThrow())
                .contains("FAILED", "smctl healthcheck: Status: Connected; Can sign: Yes");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void successThatIsOnlyClaimedIsAFailure() throws Exception {
        kit.mood(Mood.CLAIMS);
        run.add(FileFormat.PE);

        Problem problem = problem(run.sign().get(0));

        assertThat(problem.id()).isEqualTo("smctl-failed");
        assertThat(problem.evidence().orElseThrow()).contains("was SUCCESSFUL");
    }

    @Test
    void halfABatchIsToldFileByFile() throws Exception {
        for (Mood mood : new Mood[] {Mood.HALF, Mood.DIES}) {
            kit.mood(mood);
            RunWithSmctl half =
                    new RunWithSmctl(Files.createDirectory(folder.resolve(mood.name())), kit, root.certificate());
            for (int i = 0; i < 4; i++) {
                half.add(FileFormat.PE);
            }

            List<FileResult> results = half.sign();

            assertThat(results.subList(0, 2))
                    .as(mood.name())
                    .allSatisfy(result -> assertThat(result.outcome()).isInstanceOf(Outcome.Signed.class));
            assertThat(results.subList(2, 4))
                    .as(mood.name())
                    .allSatisfy(result -> assertThat(problem(result).id()).isEqualTo("smctl-failed"));
        }
    }

    @Test
    void aCallWithoutEndIsEndedWithAllItsProcesses() throws Exception {
        run.add(FileFormat.PE);
        run.sign(); // has asked for help and health, so that only the signing has the short time
        kit.mood(Mood.HANGS);
        RunWithSmctl again = run.within(Duration.ofSeconds(1));
        Path file = again.add(FileFormat.MSI);
        byte[] before = Files.readAllBytes(file);

        Problem problem = problem(again.sign().get(0));

        assertThat(problem.id()).isEqualTo("smctl-timeout");
        assertThat(problem.cause()).isEqualTo("smctl came to no end within 1 s.");
        assertThat(file).hasBinaryContent(before);
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void theSignedContentOfAnotherFileIsNotAccepted() throws Exception {
        kit.mood(Mood.WRONG_FILE);
        run.add(FileFormat.PE);
        Path second = run.add(FileFormat.PE);
        byte[] before = Files.readAllBytes(second);

        List<FileResult> results = run.sign();

        assertThat(results.get(0).outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(((Outcome.Failed) results.get(1).outcome()).problems())
                .extracting(Problem::id)
                .contains("content-changed");
        assertThat(second).hasBinaryContent(before);
    }

    @Test
    void theSignatureOfAnotherKeyPairIsNotAccepted() throws Exception {
        kit.mood(Mood.OTHER_KEY);
        run.add(FileFormat.PE);

        List<Problem> problems = ((Outcome.Failed) run.sign().get(0).outcome()).problems();

        assertThat(problems).extracting(Problem::id).contains("signature-rejected");
        assertThat(problems.toString()).contains("Somebody Else");
    }

    @Test
    void refusalsOfTheServiceAreExplained() throws Exception {
        run.add(FileFormat.PE);

        kit.mood(Mood.NO_CLIENT_CERTIFICATE);
        assertThat(problem(run.sign().get(0)).id()).isEqualTo("digicert-client-certificate");
        kit.mood(Mood.REQUEST_LIMIT);
        assertThat(problem(run.sign().get(0)).id()).isEqualTo("digicert-request-limit");
    }

    @Test
    void aWrongApiKeyIsExplained() throws Exception {
        run.apiKey("01canary-of-last-year");
        run.add(FileFormat.PE);

        Problem problem = problem(run.sign().get(0));

        assertThat(problem.id()).isEqualTo("digicert-api-key");
        assertThat(problem.evidence().orElseThrow()).contains("Status: Not connected; Can sign: No");
    }

    @Test
    void aKeyPairThatIsNotThereFailsTheFile() throws Exception {
        run.alias("KEY_1");
        run.add(FileFormat.PE);

        Problem problem = problem(run.sign().get(0));

        assertThat(problem.id()).isEqualTo("smctl-failed");
        assertThat(problem.remedy()).contains("check <keypairAlias>, upper and lower case included");
    }

    @Test
    void piecesOfSecretsThatItPrintsAreShownNowhere() throws Exception {
        kit.mood(Mood.BLABS);
        run.add(FileFormat.PE);

        Problem problem = problem(run.sign().get(0));

        assertThat(Stream.concat(run.debug().stream(), Stream.of(problem.toString())))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).doesNotContain("01ca", "pass*", "*****"));
    }

    @Test
    void anotherProgramOfThatNameIsNoSmctl() throws Exception {
        Files.writeString(kit.programs().resolve("smctl"), "#!/bin/sh\nexit 0\n");
        run.add(FileFormat.PE);

        assertThatThrownBy(() -> run.sign()).hasMessageStartingWith("This smctl has no --simple");
    }

    private static Problem problem(FileResult result) {
        return ((Outcome.Failed) result.outcome()).problems().get(0);
    }
}
