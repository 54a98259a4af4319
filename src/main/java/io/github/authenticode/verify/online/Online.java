package io.github.authenticode.verify.online;

import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.plan.policy.RevocationMode;
import java.time.Clock;
import java.util.Optional;

/**
 * The services that the verifier may ask beyond the file, and their answers so far. One for all files of a build, so
 * that each answer is fetched once. Safe for use by several threads.
 *
 * @param revocations present unless the mode is off
 * @param intermediates present if missing certificates may be fetched
 */
public record Online(RevocationMode mode, Optional<Revocations> revocations, Optional<Intermediates> intermediates) {
    /** Nobody. */
    public static final Online NOBODY = new Online(RevocationMode.OFF, Optional.empty(), Optional.empty());

    /**
     * @param memory of what was fetched
     * @param clock by which answers are fresh or stale, whatever instant signatures are judged at
     */
    public static Online of(OnlineChecks checks, Fetcher fetcher, OnlineMemory memory, Clock clock) {
        return new Online(
                checks.revocation(),
                checks.revocation() == RevocationMode.OFF
                        ? Optional.empty()
                        : Optional.of(new Revocations(fetcher, memory, clock)),
                checks.fetchIntermediates() ? Optional.of(new Intermediates(fetcher, memory)) : Optional.empty());
    }
}
