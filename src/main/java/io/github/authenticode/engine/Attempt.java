package io.github.authenticode.engine;

import io.github.authenticode.diagnose.Problem;

/** What an engine says of one file. */
public sealed interface Attempt {
    /** The engine believes that it signed; the verifier decides. */
    record Done() implements Attempt {}

    /**
     * The engine gave up on the file.
     *
     * @param retryable another try may succeed: a lock, a timestamp authority that is down
     */
    record Failed(Problem problem, boolean retryable) implements Attempt {}
}
