package io.github.authenticode.engine.signtool.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.tool.FileOutcome;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.Redaction;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigntoolOutputTest {
    private static final SigntoolDiagnosis DLIB =
            new SigntoolDiagnosis(true, new Redaction(List.of(Secret.of("canary"))));

    private static FileOutcome read(Ending ending, String stdout, String stderr) {
        return SigntoolOutput.read(new ToolResult(ending, stdout, stderr, Duration.ZERO), List.of("C:\\w\\a.exe"), DLIB)
                .get(0);
    }

    private static Problem problem(int exitCode, String stdout, String stderr) {
        return read(new Ending.Exited(exitCode), stdout, stderr).problem().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Status: 403 (Forbidden) | artifact-signing-403",
                "Azure.RequestFailedException: Service request failed. | dlib-failed",
                "AADSTS7000222: The provided client secret keys are expired. | entra-secret-expired",
                "AADSTS7000215: Invalid client secret provided. | entra-secret-invalid",
                "AADSTS700016: Application was not found | entra-application-unknown",
                "AADSTS50034: something else | entra-refused",
                "Azure.Identity.CredentialUnavailableException: DefaultAzureCredential | azure-no-credential",
                "Status: 503 (Service Unavailable) | artifact-signing-unavailable",
                "Status: 429 (Too Many Requests) | artifact-signing-429",
                "Signing completed with status 'Failed' in 3.1s | artifact-signing-failed",
                "System.TypeLoadException: Could not load type | dlib-assembly-missing"
            })
    void whatTheClientLibraryWritesExplainsTheBareFailure(String line, String id) {
        Problem problem = problem(
                1,
                "Submitting digest for signing...\r\nUnhandled managed exception\r\n" + line
                        + "\r\nError information: \"Error: SignerSign() failed.\" (-2147467259/0x80004005)\r\n",
                "SignTool Error: An unexpected internal error has occurred.\r\n");
        assertThat(problem.id()).isEqualTo(id);
        assertThat(problem.evidence().orElseThrow()).contains(line);
    }

    @Test
    void theOutputOfOneFileIsNotHeldAgainstAnother() {
        ToolResult result = new ToolResult(
                new Ending.Exited(1), "Status: 403 (Forbidden)\nSuccessfully signed: b.exe\n", """
                SignTool Error: An error occurred while attempting to sign: a.exe
                SignTool Error: An error occurred while attempting to sign: c.exe
                """, Duration.ZERO);
        assertThat(SigntoolOutput.read(result, List.of("a.exe", "b.exe", "c.exe"), DLIB))
                .extracting(o -> o.problem().map(Problem::id).orElse("ok"))
                .containsExactly("artifact-signing-403", "ok", "signtool-no-reason");
    }

    @ParameterizedTest
    @CsvSource({
        "3, signtool-exit-3, 'signtool ended with exit code 3 and wrote nothing: the .NET host of the client library did not load.'",
        "0, signtool-no-output, signtool ended with exit code 0 and wrote nothing at all.",
        "1, signtool-no-output, signtool ended with exit code 1 and wrote nothing at all.",
        "-1073741819, signtool-crashed, 'signtool crashed with 0xC0000005, access violation.'",
        "-532462766, signtool-crashed, 'signtool crashed with 0xE0434352, an unhandled .NET exception.'",
        "-1073740000, signtool-crashed, signtool crashed with 0xC0000720."
    })
    void silenceIsDiagnosedByTheExitCode(int code, String id, String cause) {
        Problem problem = problem(code, "", "");
        assertThat(problem.id()).isEqualTo(id);
        assertThat(problem.cause()).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({"0, signtool-unconfirmed", "2, signtool-warnings", "1, signtool-unnamed"})
    void talkThatDoesNotNameTheFileIsNoSuccess(int code, String id) {
        assertThat(problem(code, "Done Adding Additional Store\n", "").id()).isEqualTo(id);
    }

    @Test
    void exitCodeTwoWithTheSuccessLineIsLeftToTheVerifier() {
        assertThat(read(new Ending.Exited(2), "Successfully signed: C:\\w\\a.exe\n", "")
                        .succeeded())
                .isTrue();
    }

    @Test
    void signingWithoutTheTimestampIsAFailureWorthAnotherTry() {
        FileOutcome outcome = read(new Ending.Exited(2), "Successfully signed: C:\\w\\a.exe\n", """
                SignTool Warning: Signing succeeded, but an error occurred while attempting to
                \ttimestamp: C:\\w\\a.exe
                """);
        assertThat(outcome.problem().orElseThrow().id()).isEqualTo("signtool-timestamp-failed");
        assertThat(outcome.retryable()).isTrue();
    }

    @Test
    void aTimeoutIsToldAsOneAndKeepsTheLastWords() {
        FileOutcome outcome =
                read(new Ending.TimedOut(Duration.ofMinutes(5)), "Submitting digest for signing...\n", "");
        assertThat(outcome.problem().orElseThrow().text())
                .isEqualTo(
                        "signtool did not end within 300 seconds and was stopped. (Submitting digest for signing...) "
                                + "Check that the signing service, the token and the timestamp authority answer, or raise <timeout>.");
    }

    @Test
    void aProgramThatCannotStartIsNamedAsSuch() {
        FileOutcome outcome = read(new Ending.NotStarted("CreateProcess error=193"), "", "");
        assertThat(outcome.problem().orElseThrow().id()).isEqualTo("signtool-not-started");
    }

    @Test
    void secretsDoNotReachTheEvidence() {
        assertThat(problem(1, "", "SignTool Error: canary is the word\n").text())
                .contains("**** is the word")
                .doesNotContain("canary");
    }

    @Test
    void namesThatTheCodePageGarblesAreStillFound() {
        ToolResult result = new ToolResult(
                new Ending.Exited(1),
                "Successfully signed: C:\\w\\GroSuccessfully signed: c:\\W\\??.EXE\r\n",
                "SignTool Error: An error occurred while attempting to sign: C:\\w\\?.exe\r\n",
                Duration.ZERO);
        assertThat(SigntoolOutput.read(result, List.of("C:\\w\\Größe.exe", "C:\\w\\日本.exe", "C:\\w\\é.exe"), DLIB))
                .extracting(FileOutcome::succeeded)
                .containsExactly(true, true, false);
    }

    @Test
    void aPathThatWineTurnsIntoAWindowsOneIsStillFound() {
        ToolResult result =
                new ToolResult(new Ending.Exited(0), "Successfully signed: Z:\\tmp\\w\\a.exe\r\n", "", Duration.ZERO);
        assertThat(SigntoolOutput.read(result, List.of("/tmp/w/a.exe"), DLIB)
                        .get(0)
                        .succeeded())
                .isTrue();
    }
}
