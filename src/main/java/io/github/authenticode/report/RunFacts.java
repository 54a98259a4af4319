package io.github.authenticode.report;

import io.github.authenticode.diagnose.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a report says and no file tells. It can be filled however early a run ended, so that a report is written also
 * when nothing could be started.
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

    /**
     * Who ran, and where.
     *
     * @param project absent on a command line without a project
     * @param places the folders that free text must not name
     */
    public record Origin(Optional<ProjectId> project, PluginId plugin, Places places) {}

    /**
     * How the run ended.
     *
     * @param duration from start to end, by the wall clock
     * @param warnings exceptions from good practice that the user chose
     * @param problems those that concern no single file
     * @param archives names of those that were looked into
     */
    public record Ending(
            Instant finishedAt,
            Duration duration,
            List<String> warnings,
            List<Problem> problems,
            List<String> archives) {
        public Ending {
            warnings = List.copyOf(warnings);
            problems = List.copyOf(problems);
            archives = List.copyOf(archives);
        }
    }
}
