package io.github.authenticode.report.console;

import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.SigningProblem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.report.text.Formats;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lines of console and report on a run that was asked to end before it had: what is done, what is not, and how to
 * go on.
 */
public final class InterruptionLines {
    /** Enough to see which they are; the report has them all. */
    private static final int NAMED = 5;

    /** How to go on with a signing that has a journal. */
    public static final String SIGN_AGAIN =
            "Run the same build again, without clean: it signs the rest, and no file twice.";

    /** How to go on with one that also keeps signatures. */
    public static final String SIGN_AGAIN_WITH_CACHE =
            "Run the same build again: it signs the rest, and no file twice; after clean the cache has what was signed.";

    /** How to go on with a verification. */
    public static final String VERIFY_AGAIN = "Run the same build again.";

    private InterruptionLines() {}

    /** The last lines of a signing. */
    public static List<String> ofSigning(List<FileResult> results, List<PlannedFile> unfinished, Duration duration) {
        return lines(ConsoleLines.signingEnds(results, results.size() + unfinished.size(), duration), unfinished);
    }

    /** The last lines of a verification. */
    public static List<String> ofVerification(
            List<VerifiedFile> results, List<PlannedFile> unfinished, Duration duration) {
        return lines(ConsoleLines.verificationEnds(results, results.size() + unfinished.size(), duration), unfinished);
    }

    private static List<String> lines(String counts, List<PlannedFile> unfinished) {
        String first = "Interrupted. " + counts;
        return unfinished.isEmpty()
                ? List.of(first)
                : List.of(first, "Unfinished, and as before: " + names(unfinished));
    }

    private static String names(List<PlannedFile> files) {
        String named = files.stream()
                .limit(NAMED)
                .map(f -> ForeignText.oneLine(f.name()))
                .collect(Collectors.joining(", "));
        int more = files.size() - NAMED;
        return files.size() + " (" + named + (more > 0 ? " and " + more + " more)" : ")");
    }

    /**
     * Why a run did not come to its end.
     *
     * @param remedy how to go on
     */
    public static Problem problem(int unfinished, int total, String remedy) {
        String files = total == 0
                ? "Nothing was begun."
                : unfinished + " of " + Formats.files(total) + (unfinished == 1 ? " is" : " are")
                        + " unfinished, and no file is in between.";
        return Problem.of(SigningProblem.INTERRUPTED, "The build was asked to end. " + files, remedy);
    }
}
