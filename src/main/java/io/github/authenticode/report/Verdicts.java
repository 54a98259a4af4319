package io.github.authenticode.report;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.run.Outcome;
import io.github.authenticode.verify.Verdict;
import java.util.List;
import java.util.Optional;

/** What an outcome carries, whichever it is. */
final class Verdicts {
    private Verdicts() {}

    static Optional<Verdict> of(Outcome outcome) {
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

    static List<Problem> problems(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed ? failed.problems() : List.of();
    }
}
