package io.github.authenticode.run.file;

import io.github.authenticode.diagnose.Problem;
import java.io.IOException;

/** A copy that no engine is given, since the file cannot be signed as it is. */
public final class UnfitCopyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public UnfitCopyException(Problem problem) {
        super(problem.text());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
