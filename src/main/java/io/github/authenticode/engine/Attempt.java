package io.github.authenticode.engine;

import io.github.authenticode.diagnose.Problem;
import java.util.List;
import java.util.Optional;

/** The word of an engine on one file. */
public sealed interface Attempt {
    /**
     * The engine believes that it signed; the verifier decides.
     *
     * @param operations the ids by which a signing service knows what it signed; empty for a key on this machine
     * @param doubt what the engine would say went wrong; told if the verifier finds no good signature, and otherwise
     *     nobody's business
     */
    record Done(List<String> operations, Optional<Problem> doubt) implements Attempt {
        public Done {
            operations = List.copyOf(operations);
        }

        public Done(List<String> operations) {
            this(operations, Optional.empty());
        }

        public Done() {
            this(List.of());
        }
    }

    /**
     * The engine gave up on the file.
     *
     * @param retryable another try may succeed: a lock, a timestamp authority that is down
     */
    record Failed(Problem problem, boolean retryable) implements Attempt {}
}
