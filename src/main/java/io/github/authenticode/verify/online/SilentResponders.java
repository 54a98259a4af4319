package io.github.authenticode.verify.online;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The OCSP responders that gave no answer, for as long as a build lasts: two hundred certificates of one authority must
 * not wait for a dead one two hundred times. By the whole address, so that nothing which is written into one file keeps
 * the build from asking at another. Safe for use by several threads.
 */
final class SilentResponders {
    private static final int MOST = 2;

    private final Map<URI, Integer> times = new ConcurrentHashMap<>();

    /** @throws IOException if it is not asked any more */
    void check(URI responder) throws IOException {
        if (times.getOrDefault(responder, 0) >= MOST) {
            throw new IOException("not asked again, since it gave no answer " + MOST + " times");
        }
    }

    void note(URI responder) {
        times.merge(responder, 1, Integer::sum);
    }
}
