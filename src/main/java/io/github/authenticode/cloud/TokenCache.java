package io.github.authenticode.cloud;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The token in use. It is asked for once, by whoever comes first, and again before it ends; a set of files that takes longer
 * than a token lives goes on signing.
 */
public final class TokenCache {
    /** So long before its end a token is replaced, so that no request starts with one that ends on the way. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final TokenSource source;
    private final Clock clock;
    private @Nullable AccessToken current;

    public TokenCache(TokenSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** A token that is good for some minutes more, or for as long as its source makes them. */
    public synchronized AccessToken token() throws CloudException, InterruptedException {
        AccessToken known = current;
        if (known == null || !clock.instant().isBefore(known.expiresAt().minus(MARGIN))) {
            known = source.fetch();
            current = known;
        }
        return known;
    }

    /** Forgets a token that was refused; one that has taken its place meanwhile stays. */
    public synchronized void discard(AccessToken refused) {
        if (refused.equals(current)) {
            current = null;
        }
    }
}
