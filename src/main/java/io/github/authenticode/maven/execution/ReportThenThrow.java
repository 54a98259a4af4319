package io.github.authenticode.maven.execution;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.maven.config.UnusablePath;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.report.console.InterruptionLines;
import io.github.authenticode.report.record.Report;
import io.github.authenticode.run.shutdown.ShutdownGuard;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * The one way in which a goal ends: first the report is written, then one exception lists everything that failed. A
 * goal that is interrupted reports as well, even where the thread that works does not let go: see {@link
 * ExecutionState}.
 */
public final class ReportThenThrow {
    private final ExecutionFacts account;
    private final Log log;
    private final Publisher publisher;
    private final ShutdownGuard.Times times;

    public ReportThenThrow(ExecutionFacts account, Log log, Publisher publisher) {
        this(account, log, publisher, ShutdownGuard.Times.USUAL);
    }

    /** @param times how long the end of the JVM waits for this one */
    public ReportThenThrow(ExecutionFacts account, Log log, Publisher publisher, ShutdownGuard.Times times) {
        this.account = account;
        this.log = log;
        this.publisher = publisher;
        this.times = times;
    }

    /** The publisher that puts a report where it belongs. */
    @FunctionalInterface
    public interface Publisher {
        void publish(Report report) throws MojoExecutionException;
    }

    /** The work of a goal. */
    @FunctionalInterface
    public interface Work<R> {
        /**
         * One result a file; absent where there was nothing to do, of which no report is written.
         *
         * @param executionState to be told what is to be done, and of each file that is done
         */
        Optional<List<R>> run(ExecutionState<R> executionState) throws ProblemException, InterruptedException;
    }

    /**
     * Does the work and ends it.
     *
     * @throws InterruptedException if it was interrupted, which has been reported then; or if the JVM is ending and
     * nothing was begun
     */
    public <R> void of(GoalTelling<R> goal, Work<R> work)
            throws MojoExecutionException, MojoFailureException, InterruptedException {
        ExecutionState<R> executionState = new ExecutionState<>(goal.file());
        ShutdownGuard guard = ShutdownGuard.of(Thread.currentThread(), () -> cutShort(goal, executionState), times);
        try (guard) {
            doAndEnd(goal, executionState, work);
        }
    }

    private <R> void doAndEnd(GoalTelling<R> goal, ExecutionState<R> executionState, Work<R> work)
            throws MojoExecutionException, MojoFailureException, InterruptedException {
        Optional<List<R>> results;
        try {
            results = results(executionState, work);
        } catch (InterruptedException e) {
            cutShort(goal, executionState);
            throw e;
        } catch (ProblemException e) {
            throwIfTold(executionState);
            account.troubled(e.problems());
            publisher.publish(goal.report().apply(account.ended(), List.of()));
            // Without its cause, whose message Maven would print a second time.
            throw new MojoExecutionException(goal.failure().apply(account.problems(), List.of()));
        }
        throwIfTold(executionState);
        if (results.isPresent()) {
            conclude(goal, results.get());
        }
    }

    /** A file or a lock that an interruption closed looks like a problem to who had it open. */
    private static <R> Optional<List<R>> results(ExecutionState<R> executionState, Work<R> work)
            throws ProblemException, InterruptedException {
        try {
            return work.run(executionState);
        } catch (InvalidPathException e) {
            throw new ProblemException(UnusablePath.of(e));
        } catch (ProblemException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        }
    }

    private static void throwIfTold(ExecutionState<?> executionState) throws InterruptedException {
        if (!executionState.close()) {
            throw new InterruptedException("the end of the JVM did not wait for this thread");
        }
    }

    private <R> void conclude(GoalTelling<R> goal, List<R> results)
            throws MojoExecutionException, MojoFailureException {
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

    /** Tells of work that was interrupted; false if another thread tells already. */
    private <R> boolean cutShort(GoalTelling<R> goal, ExecutionState<R> executionState) {
        if (!executionState.close()) {
            return false;
        }
        List<R> results = executionState.results();
        List<PlannedFile> unfinished = executionState.unfinished();
        Problem problem = InterruptionLines.problem(
                unfinished.size(),
                executionState.planned().size(),
                goal.interruption().remedy());
        account.troubled(List.of(problem));
        goal.interruption().lines().of(results, unfinished, account.duration()).forEach(log::warn);
        log.warn(problem.remedy());
        try {
            publisher.publish(goal.report().apply(account.ended().interruptedIn(executionState.planned()), results));
        } catch (MojoExecutionException e) {
            log.error(e.getMessage());
        }
        return true;
    }

    /** Without its report, a failure must be told all the more. */
    private static MojoExecutionException both(String failure, MojoExecutionException unpublished) {
        return new MojoExecutionException(failure + "\n\n" + unpublished.getMessage(), unpublished);
    }
}
