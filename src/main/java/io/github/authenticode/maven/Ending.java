package io.github.authenticode.maven;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.report.Report;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** The one way in which a goal ends: first the report is written, then one exception lists everything that failed. */
final class Ending {
    private final Account account;
    private final Log log;
    private final Publisher publisher;

    Ending(Account account, Log log, Publisher publisher) {
        this.account = account;
        this.log = log;
        this.publisher = publisher;
    }

    /** Puts a report where it belongs. */
    @FunctionalInterface
    interface Publisher {
        void publish(Report report) throws MojoExecutionException;
    }

    /** What a goal is there for. */
    @FunctionalInterface
    interface Work<R> {
        /** One result a file; absent where there was nothing to do, of which no report is written. */
        Optional<List<R>> run() throws ProblemException, InterruptedException;
    }

    /** Does the work and ends it. */
    <R> void of(Goal<R> goal, Work<R> work) throws MojoExecutionException, MojoFailureException, InterruptedException {
        Optional<List<R>> results;
        try {
            results = work.run();
        } catch (ProblemException e) {
            account.troubled(e.problems());
            publisher.publish(goal.report().apply(account.ended(), List.of()));
            // Without its cause, whose message Maven would print a second time.
            throw new MojoExecutionException(goal.failure().apply(account.problems(), List.of()));
        }
        if (results.isPresent()) {
            conclude(goal, results.get());
        }
    }

    private <R> void conclude(Goal<R> goal, List<R> results) throws MojoExecutionException, MojoFailureException {
        log.info(goal.summary().apply(results, account.duration()));
        Report report = goal.report().apply(account.ended(), results);
        boolean failed = report.outcome() == Report.Outcome.FAILED;
        try {
            publisher.publish(report);
        } catch (MojoExecutionException e) {
            throw failed ? both(goal.failure().apply(account.problems(), results), e) : e;
        }
        account.reported();
        if (failed) {
            throw new MojoFailureException(goal.failure().apply(account.problems(), results));
        }
    }

    /** Without its report, a failure must be told all the more. */
    private static MojoExecutionException both(String failure, MojoExecutionException unpublished) {
        return new MojoExecutionException(failure + "\n\n" + unpublished.getMessage(), unpublished);
    }
}
