package io.github.authenticode.engine.signtool.output;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.SigntoolProblem;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.util.Map;

/**
 * The meaning of a signtool process's end for a file that it said nothing of. Documented exit codes are 0, 1 (failed)
 * and 2 (warnings); 3 comes from the .NET host of a client library (dotnet/docs#47639); a crash shows as an NTSTATUS.
 */
final class SigntoolEnding {
    private static final Map<Integer, String> CRASHES = Map.of(
            0xC0000005, "access violation",
            0xC0000135, "a DLL was not found",
            0xC0000142, "a DLL failed to initialize",
            0xC000007B, "a DLL is for another processor",
            0xC0000409, "the program stopped itself",
            0xC00000FD, "stack overflow",
            0xC000013A, "interrupted from the console",
            0xE0434352, "an unhandled .NET exception");

    private SigntoolEnding() {}

    static Problem problem(ToolResult result) {
        Ending ending = result.ending();
        if (ending instanceof Ending.NotStarted notStarted) {
            return notStarted(notStarted.reason());
        }
        if (ending instanceof Ending.TimedOut timedOut) {
            return Problem.of(
                    SigntoolProblem.SIGNTOOL_TIMEOUT,
                    "signtool did not end within " + timedOut.deadline().toSeconds() + " seconds and was stopped.",
                    "Check that the signing service, the token and the timestamp authority answer, or raise <timeout>.");
        }
        int code = ((Ending.Exited) ending).code();
        if (code < 0 || code > 255) {
            return crashed(code);
        }
        return result.isSilent() ? silent(code) : talkative(code);
    }

    private static Problem notStarted(String reason) {
        return Problem.of(
                        SigntoolProblem.SIGNTOOL_NOT_STARTED,
                        "signtool could not be started.",
                        "Check that <executable> is the signtool.exe of a Windows SDK and may be run by this user.")
                .withEvidence(reason);
    }

    private static Problem crashed(int code) {
        String hex = String.format("0x%08X", code);
        return Problem.of(
                SigntoolProblem.SIGNTOOL_CRASHED,
                "signtool crashed with " + hex + (CRASHES.containsKey(code) ? ", " + CRASHES.get(code) + "." : "."),
                "Use signtool from its own folder in the Windows SDK, with libraries for the same processor, and update both.");
    }

    private static Problem silent(int code) {
        if (code == 3) {
            return Problem.of(
                    SigntoolProblem.SIGNTOOL_EXIT_3,
                    "signtool ended with exit code 3 and wrote nothing: the .NET host of the client library did not load.",
                    "Install the .NET runtime that the library asks for, machine-wide and for x64; ARM64 does not work.");
        }
        return Problem.of(
                SigntoolProblem.SIGNTOOL_NO_OUTPUT,
                "signtool ended with exit code " + code + " and wrote nothing at all.",
                "Check that <executable> is the signtool.exe of a Windows SDK, and that its folder is complete.");
    }

    private static Problem talkative(int code) {
        return switch (code) {
            case 0 ->
                Problem.of(
                        SigntoolProblem.SIGNTOOL_UNCONFIRMED,
                        "signtool ended with exit code 0 but did not say that it signed the file.",
                        "Check that <executable> is the signtool.exe of a Windows SDK, and <extraArguments> for /q.");
            case 2 ->
                Problem.of(
                        SigntoolProblem.SIGNTOOL_WARNINGS,
                        "signtool ended with warnings (exit code 2) and did not say that it signed the file.",
                        "Run Maven with -X and look at signtool's output above this message.");
            default ->
                Problem.of(
                        SigntoolProblem.SIGNTOOL_UNNAMED,
                        "signtool ended with exit code " + code
                                + " and said nothing of the file; it does so of a folder.",
                        "Check that it is a file, then run Maven with -X and look at signtool's output above this message.");
        };
    }
}
