package io.github.authenticode.maven.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.maven.SigningExecution;
import io.github.authenticode.report.record.ProblemEntry;
import io.github.authenticode.report.record.Report;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.run.SampleRuns;
import java.nio.file.InvalidPathException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class ReportThenThrowTest {
    private static final Problem LEFT = SampleProblem.of("metadata-left-behind", "A file stays.", "Delete it.");

    private final ExecutionFacts account =
            new ExecutionFacts(SampleRuns.signingRun().origin(), false, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private final List<Report> reports = new ArrayList<>();
    private final Spoken log = new Spoken();
    private final ReportThenThrow ending = new ReportThenThrow(account, log, reports::add);

    @Test
    void whatAnEngineLeavesBehindFailsTheBuildAndCostsNoResult() {
        assertThatThrownBy(() -> ending.of(GoalTelling.signing(false), executionState -> {
                    List<FileResult> results = List.of(SampleRuns.signed("app.exe", 10));
                    account.troubled(List.of(LEFT));
                    return Optional.of(results);
                }))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("""
                        The run failed, though no file did.

                        Cause:  A file stays.
                        Remedy: Delete it.""");
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.outcome()).isEqualTo(Report.Outcome.FAILED);
            assertThat(report.files())
                    .extracting(f -> f.path() + " " + f.outcome().name())
                    .containsExactly("app.exe SIGNED");
            assertThat(report.problems()).extracting(ProblemEntry::id).containsExactly("metadata-left-behind");
        });
    }

    @Test
    void textThatIsNoPathEndsInAReport() {
        assertThatThrownBy(() -> ending.of(GoalTelling.signing(false), executionState -> {
                    throw new InvalidPathException("keys/r\u00e9lease.p12", "unmappable characters");
                }))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("\"keys/r\u00e9lease.p12\" cannot be the name of a file");
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.problems())
                        .extracting(ProblemEntry::id)
                        .containsExactly("path-unusable"));
    }

    @Test
    void whatMustWaitForTheReportIsDoneWhenItIsThereAndNotBefore() throws Exception {
        List<String> done = new ArrayList<>();
        account.whenReported(() -> done.add("done"));

        assertThatThrownBy(() -> full().of(
                                GoalTelling.signing(false),
                                executionState -> Optional.of(List.of(SampleRuns.signed("app.exe", 10)))))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("The disk is full.");
        assertThat(done).isEmpty();
        ending.of(GoalTelling.signing(false), executionState -> Optional.of(List.of(SampleRuns.signed("app.exe", 10))));
        assertThat(done).containsExactly("done");
    }

    @Test
    void failureIsToldThoughTheReportCannotBeWritten() {
        assertThatThrownBy(() -> full().of(GoalTelling.signing(false), executionState -> {
                    account.troubled(List.of(LEFT));
                    return Optional.of(List.of(SampleRuns.signed("app.exe", 10)));
                }))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        The run failed, though no file did.

                        Cause:  A file stays.
                        Remedy: Delete it.

                        The disk is full.""");
    }

    private ReportThenThrow full() {
        return new ReportThenThrow(account, log, report -> {
            throw new MojoExecutionException("The disk is full.");
        });
    }

    @Test
    void anEngineThatCannotPutEverythingAwayIsRemembered() {
        SigningExecution.close(new Untidy(), account);
        assertThat(account.problems()).containsExactly(LEFT);
    }

    @Test
    void whatKeptARunFromItsFilesAndWhatItLeftBehindAreBothTold() {
        assertThatThrownBy(() -> ending.of(GoalTelling.signing(false), executionState -> {
                    account.troubled(List.of(LEFT));
                    throw new ProblemException(SampleRuns.AUTHORITY_DOWN);
                }))
                .isInstanceOf(MojoExecutionException.class)
                .hasNoCause();
        assertThat(reports.get(0).problems())
                .extracting(ProblemEntry::id)
                .containsExactly("metadata-left-behind", "timestamp-unreachable");
    }

    @Test
    void aGoalWithNothingToDoWritesNoReport() {
        assertThatCode(() -> ending.of(GoalTelling.VERIFICATION, executionState -> Optional.empty()))
                .doesNotThrowAnyException();
        assertThat(reports).isEmpty();
    }

    @Test
    void goodResultsEndInAReportAndNothingElse() {
        assertThatCode(() -> ending.of(
                        GoalTelling.VERIFICATION,
                        executionState -> Optional.of(List.of(SampleRuns.verified("a.exe", SampleRuns.trusted())))))
                .doesNotThrowAnyException();
        assertThat(reports).extracting(Report::outcome).containsExactly(Report.Outcome.PASSED);
    }

    @Test
    void interruptedSigningReportsWhatIsDoneAndWhatIsNot() {
        assertThatThrownBy(() -> ending.of(GoalTelling.signing(true), executionState -> {
                    executionState.expect(
                            List.of(SampleRuns.file("a.exe"), SampleRuns.file("b.exe"), SampleRuns.file("c.exe")));
                    executionState.done(SampleRuns.failed("c.exe", SampleRuns.AUTHORITY_DOWN));
                    executionState.done(SampleRuns.signed("a.exe", 10));
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);

        Report report = onlyReport();
        assertThat(report.outcome()).isEqualTo(Report.Outcome.INTERRUPTED);
        assertThat(report.files())
                .extracting(f -> f.path() + " " + f.outcome().name())
                .containsExactly("a.exe SIGNED", "b.exe UNFINISHED", "c.exe FAILED");
        assertThat(report.problems())
                .extracting(p -> p.id() + ": " + p.cause() + " " + p.remedy())
                .containsExactly(
                        "interrupted: The build was asked to end. 1 of 3 files is unfinished, and no file is in"
                                + " between. Run the same build again: it signs the rest, and no file twice; after clean the"
                                + " cache has what was signed.");
        assertThat(log.lines)
                .containsExactly(
                        "warn Interrupted. Signed 1, skipped 0, failed 1 of 3 files in 0.0 s",
                        "warn Unfinished, and as before: 1 (b.exe)",
                        "warn Run the same build again: it signs the rest, and no file twice; after clean the cache has"
                                + " what was signed.");
    }

    @Test
    void problemThatAnInterruptionMakesIsAnInterruption() {
        assertThatThrownBy(() -> ending.of(GoalTelling.signing(false), executionState -> {
                    executionState.expect(List.of(SampleRuns.file("a.exe")));
                    Thread.currentThread().interrupt();
                    throw new ProblemException(SampleProblem.of("work-folder", "Closed by interrupt.", "Free it."));
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(onlyReport().problems()).extracting(ProblemEntry::id).containsExactly("interrupted");
        assertThat(onlyReport().summary().unfinished()).isEqualTo(1);
    }

    @Test
    void interruptedVerificationIsReportedToo() {
        assertThatThrownBy(() -> ending.of(GoalTelling.VERIFICATION, executionState -> {
                    executionState.expect(List.of(SampleRuns.file("a.exe"), SampleRuns.file("b.exe")));
                    executionState.done(SampleRuns.verified("a.exe", SampleRuns.trusted()));
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(onlyReport().files())
                .extracting(f -> f.path() + " " + f.outcome().name())
                .containsExactly("a.exe TRUSTED", "b.exe UNFINISHED");
    }

    @Test
    void interruptedRunKeepsWhatMustWaitForAGoodReport() {
        List<String> done = new ArrayList<>();
        account.whenReported(() -> done.add("done"));

        assertThatThrownBy(() -> ending.of(GoalTelling.signing(false), executionState -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(done).as("the journal is needed").isEmpty();
    }

    @Test
    void reportOfAnInterruptedRunThatCannotBeWrittenIsMissedAloud() {
        assertThatThrownBy(() -> full().of(GoalTelling.signing(false), executionState -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(log.lines).contains("error The disk is full.");
    }

    @Test
    void whoComesToTheEndAfterTheLastWordsWereSaidSaysNothingMore() {
        assertThatThrownBy(() -> ending.of(GoalTelling.signing(false), executionState -> {
                    executionState.close();
                    return Optional.of(List.of(SampleRuns.signed("app.exe", 10)));
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(reports).isEmpty();
        assertThat(log.lines).isEmpty();
    }

    private Report onlyReport() {
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    /** A line that is said, with its level. */
    private static final class Spoken extends SystemStreamLog {
        final List<String> lines = new ArrayList<>();

        @Override
        public void info(CharSequence line) {
            lines.add("info " + line);
        }

        @Override
        public void warn(CharSequence line) {
            lines.add("warn " + line);
        }

        @Override
        public void error(CharSequence line) {
            lines.add("error " + line);
        }
    }

    private static final class Untidy implements Engine {
        @Override
        public String name() {
            return "untidy";
        }

        @Override
        public Optional<X509Certificate> certificate() {
            return Optional.empty();
        }

        @Override
        public int batchSize() {
            return 1;
        }

        @Override
        public List<Attempt> sign(List<Task> batch) {
            return List.of();
        }

        @Override
        public void close() throws ProblemException {
            throw new ProblemException(LEFT);
        }
    }
}
