package io.github.authenticode.engine.tool;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Attempt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The outcome of one file by a tool's output.
 *
 * @param problem absent if the tool claims success
 * @param retryable whether another try may succeed with nothing changed
 * @param named whether the output spoke of this very file; a file that it passes over may never have been looked at
 * @param believed whether a problem is one; what a tool says that is known to lie is told only where the verifier
 *     agrees
 */
public record FileOutcome(Optional<Problem> problem, boolean retryable, boolean named, boolean believed) {
    public static final FileOutcome SUCCESS = new FileOutcome(Optional.empty(), false, true);

    public FileOutcome(Optional<Problem> problem, boolean retryable, boolean named) {
        this(problem, retryable, named, true);
    }

    /** For the verifier to decide. */
    public static FileOutcome undecided(Problem doubt) {
        return new FileOutcome(Optional.of(doubt), false, false, false);
    }

    /** The same for the run. */
    public Attempt attempt() {
        return problem.isPresent() && believed
                ? new Attempt.Failed(problem.get(), retryable)
                : new Attempt.Done(List.of(), problem);
    }

    /** The same with its problem seen by one who knows more of the file. */
    public FileOutcome explained(UnaryOperator<Problem> explanation) {
        return new FileOutcome(problem.map(explanation), retryable, named, believed);
    }

    /** The same of a file that the tool knows by another name. */
    FileOutcome inWordsOf(Path told, Path meant) {
        return new FileOutcome(
                problem.map(p -> p.reworded(words -> words.replace(told.toString(), meant.toString()))),
                retryable,
                named,
                believed);
    }

    public boolean succeeded() {
        return problem.isEmpty();
    }
}
