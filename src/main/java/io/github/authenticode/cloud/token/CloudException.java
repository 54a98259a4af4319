package io.github.authenticode.cloud.token;

import io.github.authenticode.diagnose.Problem;

/** A token or a signature could not be had. Its message holds no secret. */
public final class CloudException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean retryable;
    private final boolean ofOneDigest;

    /** @param retryable another try, later, may succeed; what could be tried again at once has been */
    public CloudException(Problem problem, boolean retryable) {
        this(problem, retryable, false);
    }

    private CloudException(Problem problem, boolean retryable, boolean ofOneDigest) {
        super(problem.text());
        this.problem = problem;
        this.retryable = retryable;
        this.ofOneDigest = ofOneDigest;
    }

    /** The service was willing, and what it made of one digest is no signature: no word on the next one. */
    public static CloudException ofOneDigest(Problem problem) {
        return new CloudException(problem, false, true);
    }

    public Problem problem() {
        return problem;
    }

    public boolean isRetryable() {
        return retryable;
    }

    /** Whether whatever else is asked of the service would be refused as well. */
    public boolean isRefusal() {
        return !retryable && !ofOneDigest;
    }
}
