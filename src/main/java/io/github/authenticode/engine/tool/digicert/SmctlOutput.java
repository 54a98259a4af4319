package io.github.authenticode.engine.tool.digicert;

import io.github.authenticode.cloud.digicert.DigiCertRefusals;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.KeyLockerProblem;
import io.github.authenticode.engine.tool.FileOutcome;
import io.github.authenticode.process.Redaction;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words of one call of smctl, as the reason of a file that the verifier does not find signed. */
record SmctlOutput(ToolResult result, Redaction redaction, Health health) {

    /** @param names of all files of the call, this one's too */
    FileOutcome of(String name, List<String> names) {
        if (result.ending() instanceof Ending.NotStarted notStarted) {
            Problem problem = Problem.of(
                    KeyLockerProblem.SMCTL_NOT_STARTED,
                    "smctl cannot be started: " + notStarted.reason(),
                    "Install it anew, or name it in <smctl><executable>.");
            return new FileOutcome(Optional.of(problem), false, false);
        }
        String words = words(name, names);
        Problem problem = DigiCertRefusals.find(words)
                .map(DigiCertRefusals.Refusal::problem)
                .orElseGet(this::ending);
        return FileOutcome.undecided(problem.withEvidence((words + " (" + health.text() + ")").strip()));
    }

    private Problem ending() {
        if (result.ending() instanceof Ending.TimedOut timedOut) {
            return Problem.of(
                    KeyLockerProblem.SMCTL_TIMEOUT,
                    "smctl came to no end within " + timedOut.deadline().toSeconds() + " s.",
                    "Check the connection to DigiCert ONE, or raise <smctl><timeout>.");
        }
        return Problem.of(
                KeyLockerProblem.SMCTL_FAILED,
                "smctl did not sign the file"
                        + (result.ending() instanceof Ending.Exited exited && exited.code() == 0
                                ? ", though it ended with exit code 0."
                                : "."),
                "Read its words below, check <keypairAlias>, upper and lower case included, and the sign-in with smctl"
                        + " healthcheck; or use <engine>embedded</engine>.");
    }

    /** What it said of the file, and else what it said of none. */
    private String words(String name, List<String> names) {
        List<String> lines = redaction
                .apply(result.stdout() + "\n" + result.stderr())
                .lines()
                .toList();
        List<String> own = lines.stream().filter(line -> line.contains(name)).toList();
        List<String> general = lines.stream()
                .filter(line -> names.stream().noneMatch(line::contains))
                .toList();
        return ToolWords.shown((own.isEmpty() ? general : own).stream().collect(Collectors.joining("\n")));
    }
}
