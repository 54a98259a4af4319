package io.github.authenticode.engine.tool;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Attempt;
import java.util.Optional;

/**
 * The outcome of one file by a tool's output.
 *
 * @param problem absent if the tool claims success
 * @param retryable whether another try may succeed with nothing changed
 * @param named whether the output spoke of this very file; a file that it passes over may never have been looked at
 */
public record FileOutcome(Optional<Problem> problem, boolean retryable, boolean named) {
    public static final FileOutcome SUCCESS = new FileOutcome(Optional.empty(), false, true);

    /** The same for the run. */
    public Attempt attempt() {
        return problem.<Attempt>map(found -> new Attempt.Failed(found, retryable))
                .orElseGet(Attempt.Done::new);
    }

    public boolean succeeded() {
        return problem.isEmpty();
    }
}
