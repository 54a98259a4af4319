package io.github.authenticode.http;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How much a build puts up with: a thousand files with dead addresses in them must not hold it for a day. */
final class Patience {
    private static final int MAX_REQUESTS = 1000;
    private static final int MAX_FAILURES = 20;
    private static final int MAX_FAILURES_OF_A_HOST = 2;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final Map<String, Integer> failuresByHost = new ConcurrentHashMap<>();

    /** @throws IOException if nobody is asked any more, or this host is not */
    void check(URI address) throws IOException {
        if (failuresByHost.getOrDefault(address.getHost(), 0) >= MAX_FAILURES_OF_A_HOST) {
            throw new IOException(
                    "not asked again, since this host gave no answer " + MAX_FAILURES_OF_A_HOST + " times");
        }
        if (failures.get() >= MAX_FAILURES) {
            throw new IOException("not asked, since " + MAX_FAILURES + " requests of this build were not answered");
        }
        if (requests.incrementAndGet() > MAX_REQUESTS) {
            throw new IOException("not asked, since this build has made " + MAX_REQUESTS + " requests");
        }
    }

    void disappointed(URI address) {
        failures.incrementAndGet();
        failuresByHost.merge(address.getHost(), 1, Integer::sum);
    }
}
