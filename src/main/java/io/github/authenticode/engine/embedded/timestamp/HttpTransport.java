package io.github.authenticode.engine.embedded.timestamp;

import io.github.authenticode.http.BoundedExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.http.RetryAfter;
import io.github.authenticode.http.proxy.ProxyLoginException;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.plan.text.PublicUrl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** RFC 3161 over HTTP (its section 3.4), through the proxy that serves the authority. */
public final class HttpTransport implements TimestampTransport {
    private static final int MAX_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final BoundedExchange exchange;
    private final Duration timeout;
    private final Clock clock;

    /**
     * @param proxies which lead to the authorities
     * @param clock what the machine believes to be the time, for an authority that names the time of the next try
     */
    public HttpTransport(Duration timeout, ProxyRoutes proxies, Clock clock) {
        this.timeout = timeout;
        this.clock = clock;
        this.exchange = new BoundedExchange(new HttpLimits(timeout, timeout), proxies);
    }

    @Override
    public byte[] ask(URI authority, byte[] query) throws IOException, InterruptedException {
        return ask(authority, query, timeout);
    }

    @Override
    public byte[] ask(URI authority, byte[] query, Duration limit) throws IOException, InterruptedException {
        URI target = authority;
        long end = System.nanoTime() + limit.toNanos();
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Answer response =
                    sent(request(target, query), Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
            Optional<URI> next = redirect(target, response);
            if (next.isEmpty()) {
                return checked(response);
            }
            target = next.get();
        }
        throw new RefusedException("more than " + MAX_REDIRECTS + " redirects");
    }

    /** The same proxy says the same again. */
    private Answer sent(HttpRequest request, Duration left) throws IOException, InterruptedException {
        try {
            return exchange.send(request, left);
        } catch (ProxyLoginException e) {
            throw new RefusedException(e);
        }
    }

    @Override
    public void close() {
        exchange.close();
    }

    private static HttpRequest request(URI target, byte[] query) throws IOException {
        try {
            return HttpRequest.newBuilder(target)
                    .header("Content-Type", "application/timestamp-query")
                    .header("Accept", "application/timestamp-reply")
                    .header("User-Agent", "authenticode-maven-plugin")
                    .POST(BodyPublishers.ofByteArray(query))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new RefusedException("not an http or https URL");
        }
    }

    /**
     * A POST is repeated at the new place, which RFC 9110 allows; to another scheme, such as from https to http, never.
     */
    private static Optional<URI> redirect(URI from, Answer response) throws IOException {
        Optional<String> location = response.headers().firstValue("Location");
        if (!REDIRECTS.contains(response.status()) || location.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI to = from.resolve(location.get());
            if (from.getScheme().equalsIgnoreCase(to.getScheme())) {
                return Optional.of(to);
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("HTTP " + response.status() + " to a malformed URL");
        }
        throw new RefusedException("HTTP " + response.status() + " to " + PublicUrl.of(location.get()));
    }

    private byte[] checked(Answer response) throws IOException {
        int status = response.status();
        if (status != 200) {
            String reason = "HTTP " + status;
            Optional<Duration> rest = RetryAfter.of(response.headers(), clock);
            boolean passing = status / 100 == 5 || status == TIMEOUT;
            if (status == TOO_MANY_REQUESTS || (passing && rest.isPresent())) {
                throw new ThrottledException(reason, rest);
            }
            throw passing ? new IOException(reason) : new RefusedException(reason);
        }
        Optional<String> type = response.headers().firstValue("Content-Type");
        if (type.filter(t -> t.toLowerCase(Locale.ROOT).startsWith("text/")).isPresent()) {
            throw new IOException("a page (" + type.get() + ") instead of a timestamp");
        }
        return response.body();
    }
}
