package io.github.authenticode.report;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.report.record.PluginId;
import io.github.authenticode.report.record.ProjectId;
import io.github.authenticode.report.text.ReportPaths;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a report says and no file tells. It can be filled however early a run ended, so that a report is written
 * also when nothing could be started.
 *
 * @param testCertificate the throwaway certificate signed the files, or its root was among the trusted ones
 * @param signing absent in a verification, and where the run ended before an identity and an engine were known
 * @param policy absent where the run ended before it was known
 * @param secondOpinion absent in a signing, and where the run ended before it was known
 * @param checks absent where the run ended before they were known
 */
public record RunFacts(
        Origin origin,
        boolean testCertificate,
        Optional<SigningFacts> signing,
        Optional<PolicyFacts> policy,
        Optional<SecondOpinionFacts> secondOpinion,
        Optional<CheckFacts> checks,
        Ending ending) {

    /** The same of a run that was interrupted before it came to its end with all of these files. */
    public RunFacts interruptedIn(List<PlannedFile> planned) {
        return new RunFacts(
                origin, testCertificate, signing, policy, secondOpinion, checks, ending.interruptedIn(planned));
    }

    /**
     * The origin of the run: which program ran, and where.
     *
     * @param project absent on a command line without a project
     * @param places the folders that free text must not name
     */
    public record Origin(Optional<ProjectId> project, PluginId plugin, ReportPaths places) {}

    /**
     * The ending of the run.
     *
     * @param duration from start to end, by the wall clock
     * @param warnings exceptions from good practice that the user chose
     * @param problems those that concern no single file
     * @param archives names of those that were looked into
     * @param interrupted the files of the plan, in its order, if the run was interrupted: those without a result are
     * unfinished
     */
    public record Ending(
            Instant finishedAt,
            Duration duration,
            List<String> warnings,
            List<Problem> problems,
            List<String> archives,
            Optional<List<PlannedFile>> interrupted) {
        public Ending {
            warnings = List.copyOf(warnings);
            problems = List.copyOf(problems);
            archives = List.copyOf(archives);
            interrupted = interrupted.map(List::copyOf);
        }

        /** Of a run that came to its end. */
        public Ending(
                Instant finishedAt,
                Duration duration,
                List<String> warnings,
                List<Problem> problems,
                List<String> archives) {
            this(finishedAt, duration, warnings, problems, archives, Optional.empty());
        }

        /** The same, cut short. */
        public Ending interruptedIn(List<PlannedFile> planned) {
            return new Ending(finishedAt, duration, warnings, problems, archives, Optional.of(planned));
        }
    }
}
