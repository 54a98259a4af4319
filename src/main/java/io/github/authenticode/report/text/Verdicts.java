package io.github.authenticode.report.text;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.verify.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/** The verdict that an outcome carries, whichever it is. */
public final class Verdicts {
    private Verdicts() {}

    public static Optional<Verdict> of(Outcome outcome) {
        if (outcome instanceof Outcome.Signed signed) {
            return Optional.of(signed.verdict());
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            return Optional.of(skipped.verdict());
        }
        if (outcome instanceof Outcome.Kept kept) {
            return Optional.of(kept.verdict());
        }
        return ((Outcome.Failed) outcome).verdict();
    }

    public static List<Problem> problems(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed ? failed.problems() : List.of();
    }
}
