package io.github.authenticode.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.report.console.ConsoleLines;
import io.github.authenticode.report.console.InterruptionLines;
import io.github.authenticode.report.record.Report;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names and words that would command the server that runs the build, on every way to its log. */
class HostileTextTest {
    private static final String NAME =
            "::error file=a::b\n::set-output name=x::y ##vso[task.complete]\u001B[2J\u202E.exe";
    private static final String SUBJECT = "CN=##[error]Runtime\\0A::warning::\u202E";
    private static final Problem PROBLEM =
            SampleProblem.of("x", NAME, "Do.").withEvidence("one\n::two\n  ::three ##VSO[x]");
    private static final Violation VIOLATION = new Violation(ViolationCode.TRUST_E_FAIL, NAME);

    private final List<FileResult> signed = List.of(
            SampleRuns.signed(NAME, 1),
            SampleRuns.skipped(NAME),
            SampleRuns.failed(NAME, PROBLEM),
            SampleRuns.result(NAME, 0, 1, new Outcome.Kept(SampleRuns.trusted(), SUBJECT)));
    private final List<VerifiedFile> verified = List.of(
            SampleRuns.verified(NAME, SampleRuns.trusted()),
            SampleRuns.verified(NAME, new Verdict(List.of(), List.of(VIOLATION))));

    private static void assertCommandsNothing(Stream<String> lines) {
        assertThat(lines).isNotEmpty().allSatisfy(text -> {
            assertThat(text.lines()).noneMatch(line -> line.strip().startsWith("::"));
            assertThat(text.toLowerCase(java.util.Locale.ROOT)).doesNotContain("##[", "##vso[", "\u001B", "\u202e");
        });
    }

    @Test
    void linesOfTheConsoleCommandNothing() {
        assertCommandsNothing(Stream.concat(
                signed.stream().flatMap(r -> ConsoleLines.file(1, 2, r).stream()),
                verified.stream().flatMap(r -> ConsoleLines.file(1, 2, r).stream())));
        assertCommandsNothing(
                InterruptionLines.ofSigning(signed, List.of(SampleRuns.file(NAME)), Duration.ofSeconds(1)).stream());
    }

    @Test
    void messagesOfAFailedBuildCommandNothing() {
        assertCommandsNothing(Stream.of(
                FailureMessage.signing(List.of(PROBLEM), signed),
                FailureMessage.verification(List.of(PROBLEM), verified)));
    }

    @Test
    void reportsCommandNothing() throws Exception {
        for (Report report : List.of(
                Reports.signing(SampleRuns.signingRun(PROBLEM), signed),
                Reports.verification(SampleRuns.verificationRun(PROBLEM), verified))) {
            assertCommandsNothing(
                    Stream.of(ReportText.json(report), ReportJson.ascii(report), ReportText.html(report)));
        }
    }
}
