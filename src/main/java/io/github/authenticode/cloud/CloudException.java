package io.github.authenticode.cloud;

import io.github.authenticode.diagnose.Problem;

/** A token or a signature could not be had. Its message holds no secret. */
public final class CloudException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean retryable;

    /** @param retryable another try, later, may succeed; what could be tried again at once has been */
    public CloudException(Problem problem, boolean retryable) {
        super(problem.text());
        this.problem = problem;
        this.retryable = retryable;
    }

    public Problem problem() {
        return problem;
    }

    public boolean isRetryable() {
        return retryable;
    }
}
