package io.github.authenticode.maven.execution;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.report.FailureMessage;
import io.github.authenticode.report.Reports;
import io.github.authenticode.report.RunFacts;
import io.github.authenticode.report.console.ConsoleLines;
import io.github.authenticode.report.console.InterruptionLines;
import io.github.authenticode.report.record.Report;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The words in which one goal tells of what became of its files.
 *
 * @param <R> what it knows of one file
 * @param report made of the facts of the run and its results
 * @param failure the message of a build that fails, from the problems that concern no single file and the results
 * @param summary the last line on the console
 * @param file which one a result is of
 * @param interruption what is told of a run that was cut short
 */
public record GoalTelling<R>(
        BiFunction<RunFacts, List<R>, Report> report,
        BiFunction<List<Problem>, List<R>, String> failure,
        BiFunction<List<R>, Duration, String> summary,
        Function<R, PlannedFile> file,
        Interruption<R> interruption) {

    /** The lines on the console. */
    @FunctionalInterface
    interface Lines<R> {
        List<String> of(List<R> results, List<PlannedFile> unfinished, Duration duration);
    }

    /**
     * The words on a run that was cut short.
     *
     * @param remedy how to go on
     */
    record Interruption<R>(Lines<R> lines, String remedy) {}

    public static final GoalTelling<VerifiedFile> VERIFICATION = new GoalTelling<>(
            Reports::verification,
            FailureMessage::verification,
            ConsoleLines::verificationEnds,
            VerifiedFile::file,
            new Interruption<>(InterruptionLines::ofVerification, InterruptionLines.VERIFY_AGAIN));

    /** @param cached whether signatures are kept for files that come again */
    public static GoalTelling<FileResult> signing(boolean cached) {
        return new GoalTelling<>(
                Reports::signing,
                FailureMessage::signing,
                ConsoleLines::signingEnds,
                FileResult::file,
                new Interruption<>(
                        InterruptionLines::ofSigning,
                        cached ? InterruptionLines.SIGN_AGAIN_WITH_CACHE : InterruptionLines.SIGN_AGAIN));
    }
}
