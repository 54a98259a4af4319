package io.github.authenticode.plan;

import io.github.authenticode.plan.text.PublicUrl;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The way in which signatures are timestamped (RFC 3161). Without a timestamp a signature dies with its certificate.
 *
 * @param enabled false only where the user asked for {@code <timestamp><enabled>false}
 * @param urls authorities in the order they are tried; a failure goes to the next one first, without waiting. Empty
 * with a test certificate, which brings its own authority
 * @param attempts how many requests one file may cost in all, over all authorities
 * @param retryDelay wait before the first authority is asked a second time; doubles with each round
 * @param timeout the limit of one request, connection included
 */
public record Timestamping(boolean enabled, List<URI> urls, int attempts, Duration retryDelay, Duration timeout) {
    public Timestamping {
        urls = List.copyOf(urls);
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        }
    }

    /** Without a key that a URL may hold. */
    @Override
    public String toString() {
        return "Timestamping[enabled=" + enabled + ", urls="
                + urls.stream().map(PublicUrl::of).toList() + ", attempts=" + attempts + ", retryDelay=" + retryDelay
                + ", timeout=" + timeout + "]";
    }
}
