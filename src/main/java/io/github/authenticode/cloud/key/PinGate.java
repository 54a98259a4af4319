package io.github.authenticode.cloud.key;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way to a token's PIN in one build. A token locks after a few wrong PINs, often for good, and a build has many
 * modules, executions and threads: after one failure nobody tries again.
 */
public final class PinGate {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Problem failure;

    /** Says the PIN to the token. */
    @FunctionalInterface
    public interface Login<T> {
        T run() throws ProblemException, InterruptedException;
    }

    /** Logs in, one at a time, unless it has failed before; then that failure is thrown again. */
    public <T> T pass(Login<T> login) throws ProblemException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Optional<Problem> earlier = Optional.ofNullable(failure);
            if (earlier.isPresent()) {
                throw new ProblemException(earlier.get());
            }
            return login.run();
        } catch (ProblemException e) {
            failure = e.problems().get(0);
            throw e;
        } finally {
            lock.unlock();
        }
    }
}
