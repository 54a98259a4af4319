package io.github.authenticode.maven;

import io.github.authenticode.maven.execution.ExecutionFacts;
import io.github.authenticode.maven.execution.ExecutionState;
import io.github.authenticode.maven.execution.GoalTelling;
import io.github.authenticode.maven.execution.ReportThenThrow;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.report.ReportFiles;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.shutdown.ShutdownGuard;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;

/**
 * Three goals, side by side like in modules of {@code mvn -T}: each has one of two files done and then stands still,
 * the third one where nothing can interrupt it. Reports go to the folder that is the argument, and those of the third
 * into {@code deaf} in there.
 */
final class GoalInAnotherJvm {
    private static final PlannedFile DONE = SampleRuns.file("done.exe");
    private static final PlannedFile IN_WORK = new PlannedFile(Path.of("/nowhere/app.exe"), "app.exe", FileFormat.PE);

    /** However busy the machine is. */
    private static final ShutdownGuard.Times PATIENT =
            new ShutdownGuard.Times(Duration.ofMillis(1), Duration.ofMinutes(1), Duration.ZERO);

    private static final ShutdownGuard.Times HASTY =
            new ShutdownGuard.Times(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1));

    private GoalInAnotherJvm() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        CountDownLatch standing = new CountDownLatch(3);
        FileResult signed = SampleRuns.signed(DONE.name(), 1);
        VerifiedFile verified = SampleRuns.verified(DONE.name(), SampleRuns.trusted());
        start(() -> ending(folder, PATIENT).of(GoalTelling.signing(false), d -> standStill(d, signed, standing)));
        start(() -> ending(folder, PATIENT).of(GoalTelling.VERIFICATION, d -> standStill(d, verified, standing)));
        start(() ->
                ending(folder.resolve("deaf"), HASTY).of(GoalTelling.signing(true), d -> beDeaf(d, signed, standing)));
        standing.await();
        System.out.println("all stand still");
    }

    private static void start(Run goal) {
        new Thread(() -> {
                    try {
                        goal.run();
                    } catch (InterruptedException | MojoExecutionException | MojoFailureException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .start();
    }

    @FunctionalInterface
    private interface Run {
        void run() throws InterruptedException, MojoExecutionException, MojoFailureException;
    }

    private static ReportThenThrow ending(Path folder, ShutdownGuard.Times times) {
        ExecutionFacts account = new ExecutionFacts(SampleRuns.signingRun().origin(), false, Clock.systemUTC());
        ReportThenThrow.Publisher publisher = report -> {
            try {
                ReportFiles.write(report, folder);
            } catch (IOException e) {
                throw new MojoExecutionException("no report", e);
            }
        };
        return new ReportThenThrow(account, new SystemStreamLog(), publisher, times);
    }

    private static <R> Optional<List<R>> standStill(ExecutionState<R> executionState, R done, CountDownLatch standing)
            throws InterruptedException {
        executionState.expect(List.of(DONE, IN_WORK));
        executionState.done(done);
        standing.countDown();
        new CountDownLatch(1).await();
        throw new AssertionError("nobody lets it go on");
    }

    private static <R> Optional<List<R>> beDeaf(ExecutionState<R> executionState, R done, CountDownLatch standing) {
        while (true) {
            try {
                return standStill(executionState, done, standing);
            } catch (InterruptedException e) {
                executionState.expect(List.of(DONE, IN_WORK));
            }
        }
    }
}
