package io.github.authenticode.http;

import java.time.Duration;

/**
 * The time that one request may take.
 *
 * @param connect until there is a connection
 * @param whole everything together, the last byte of the answer included
 */
public record HttpLimits(Duration connect, Duration whole) {
    /** Azure answers within a second or two; a proxy on the way may need a while to open a connection. */
    public static final HttpLimits DEFAULT = new HttpLimits(Duration.ofSeconds(10), Duration.ofSeconds(30));
}
