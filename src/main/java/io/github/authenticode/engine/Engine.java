package io.github.authenticode.engine;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.filetype.FileFormat;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A maker of signatures with one identity and one set of options, both fixed when it was opened. It signs in place: it
 * is only ever given staged copies. What it says of a file is never trusted; the verifier judges.
 *
 * <p>Safe for use by several threads.
 */
public interface Engine extends AutoCloseable {

    /** The spelling of the pom: {@code embedded}, {@code signtool}. */
    String name();

    /** The certificate that will sign, where the engine can know it beforehand. */
    Optional<X509Certificate> certificate();

    /**
     * Settings of the engine that decide, beside the plan, which bytes a signature has. Two engines of one name that
     * differ here do not share signatures. No secret.
     */
    default String recipe() {
        return "";
    }

    /** How many files one call of {@link #sign} should be given at most; 1 where a call signs one file anyway. */
    int batchSize();

    /** How many calls of {@link #sign} may be under way at a time. */
    default Parallelism parallelism() {
        return Parallelism.of(1);
    }

    /**
     * Signs each file, going on after a failure.
     *
     * @return one attempt per task, in the same order
     * @throws InterruptedException if the thread was interrupted; files may be left half written
     */
    List<Attempt> sign(List<Task> batch) throws InterruptedException;

    /**
     * The certificates that signatures will hold, {@link #certificate()} first, as far as this engine decides it; empty
     * where a program completes them by itself.
     */
    default List<X509Certificate> chain() {
        return List.of();
    }

    /** What a service has signed so far; empty where the key is on this machine, or the service counts elsewhere. */
    default Optional<ServiceUse> serviceUse() {
        return Optional.empty();
    }

    /** @throws ProblemException if something that this engine made stays behind; all else has been put away */
    @Override
    void close() throws ProblemException;

    /**
     * One staged copy to sign.
     *
     * @param attempt 1 for the first try of this file, so that an engine may change timestamp authority
     * @param foreign whether the file has a sound signature of another publisher, so that other options hold for it
     */
    record Task(Path file, FileFormat format, int attempt, boolean foreign) {
        public Task(Path file, FileFormat format, int attempt) {
            this(file, format, attempt, false);
        }
    }
}
