package io.github.authenticode.verify.verdict;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The source that says whether a certificate is revoked.
 *
 * @param kind {@code OCSP} or {@code CRL}
 * @param thisUpdate when that was known
 * @param nextUpdate until when it holds, if it says so
 */
public record RevocationSource(String kind, URI address, Instant thisUpdate, Optional<Instant> nextUpdate) {
    /** What clocks may differ by. */
    static final Duration SKEW = Duration.ofMinutes(5);

    /** An answer without end is as good as one that is renewed every day. */
    private static final Duration WITHOUT_END = Duration.ofDays(1);

    /** Why it counts no more, or not yet. */
    public Optional<String> flaw(Instant now) {
        if (thisUpdate.isAfter(now.plus(SKEW))) {
            return Optional.of("it is of " + thisUpdate + ", which is in the future");
        }
        if (!isFresh(now)) {
            return Optional.of("it is stale: "
                    + nextUpdate
                            .map(n -> "it held until " + n)
                            .orElse("it is of " + thisUpdate + " and does not say how long it holds"));
        }
        return Optional.empty();
    }

    public boolean isFresh(Instant now) {
        return now.isBefore(nextUpdate.orElse(thisUpdate.plus(WITHOUT_END)).plus(SKEW));
    }
}
