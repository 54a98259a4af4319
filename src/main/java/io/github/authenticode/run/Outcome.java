package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.verify.Verdict;
import java.util.List;
import java.util.Optional;

/** How a file ended. */
public sealed interface Outcome {
    /** Signed in this run and accepted by the verifier; the original has been replaced. */
    record Signed(Verdict verdict) implements Outcome {}

    /** Not touched, since it already meets the policy. */
    record Skipped(Verdict verdict) implements Outcome {}

    /**
     * The original is as it was.
     *
     * @param verdict what the verifier said, where it was asked
     */
    record Failed(List<Problem> problems, Optional<Verdict> verdict) implements Outcome {
        public Failed {
            problems = List.copyOf(problems);
        }

        public Failed(Problem problem) {
            this(List.of(problem), Optional.empty());
        }
    }
}
