package io.github.authenticode.azuredouble;

import io.github.authenticode.azuredouble.Fault.Kind;
import io.github.authenticode.testing.certificate.TestEntity;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A digest that is being signed.
 *
 * @param version of the interface, by which its state is written
 * @param signer whose certificate was in use when it was submitted
 * @param kind how it is to go wrong, if it is
 * @param doneAt in the units of {@link System#nanoTime}
 * @param pollsLeft how often it has still to be asked for
 */
record Operation(
        UUID id,
        ApiVersion version,
        SigningInput input,
        TestEntity signer,
        Optional<Kind> kind,
        long doneAt,
        AtomicInteger pollsLeft) {

    boolean is(Kind wanted) {
        return kind.filter(k -> k == wanted).isPresent();
    }

    /** Counts as one poll. */
    boolean isDone() {
        return !is(Kind.STUCK) && pollsLeft.getAndDecrement() <= 0 && System.nanoTime() - doneAt >= 0;
    }
}
