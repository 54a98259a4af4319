package io.github.authenticode.maven;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.report.ConsoleStory;
import io.github.authenticode.report.FailureMessage;
import io.github.authenticode.report.Report;
import io.github.authenticode.report.Reports;
import io.github.authenticode.report.RunFacts;
import io.github.authenticode.run.FileResult;
import io.github.authenticode.verify.VerifiedFile;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How one goal tells of what became of its files.
 *
 * @param <R> what it knows of one file
 * @param report made of the facts of the run and its results
 * @param failure the message of a build that fails, from the problems that concern no single file and the results
 * @param summary the last line on the console
 */
record Goal<R>(
        BiFunction<RunFacts, List<R>, Report> report,
        BiFunction<List<Problem>, List<R>, String> failure,
        BiFunction<List<R>, Duration, String> summary) {

    static final Goal<FileResult> SIGNING =
            new Goal<>(Reports::signing, FailureMessage::signing, ConsoleStory::signingEnds);

    static final Goal<VerifiedFile> VERIFICATION =
            new Goal<>(Reports::verification, FailureMessage::verification, ConsoleStory::verificationEnds);
}
