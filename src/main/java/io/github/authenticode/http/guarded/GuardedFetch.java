package io.github.authenticode.http.guarded;

import io.github.authenticode.http.AnswerTooLargeException;
import io.github.authenticode.http.BoundedExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.http.NoAnswerException;
import io.github.authenticode.http.WebRequest;
import io.github.authenticode.http.proxy.ProxyRoutes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The fetcher of what certificates point to. Since a stranger may have made the certificate, each address, also that of
 * a redirect, is judged by {@link AskableHosts}, and time and size are limited; no cookie, login or token is sent. Safe
 * for use by several threads.
 */
public final class GuardedFetch implements AutoCloseable {
    /** 15 seconds are what Windows allows one retrieval ("Certificate Path Validation Settings", Network Retrieval). */
    public static final HttpLimits LIMITS = new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(15));

    private static final int MAX_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final BoundedExchange exchange;
    private final AskableHosts hosts;
    private final ProxyRoutes routes;
    private final Duration limit;

    /**
     * @param allowedHosts that may have private addresses and other ports
     */
    public GuardedFetch(Set<String> allowedHosts, ProxyRoutes routes) {
        this(AskableHosts.of(allowedHosts), routes, LIMITS);
    }

    GuardedFetch(AskableHosts hosts, ProxyRoutes routes, HttpLimits limits) {
        this.exchange = new BoundedExchange(limits, routes);
        this.hosts = hosts;
        this.routes = routes;
        this.limit = limits.whole();
    }

    /**
     * Fetches, within the limit of time for one request however often it is led elsewhere.
     *
     * @throws NoAnswerException if nobody answered in time
     * @throws IOException with the reason in a few words, if there is no such answer
     */
    public byte[] fetch(WebRequest request) throws IOException, InterruptedException {
        WebRequest next = request;
        long end = System.nanoTime() + limit.toNanos();
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Answer answer = ask(next, Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
            Optional<URI> elsewhere = redirect(next.address(), answer);
            if (elsewhere.isEmpty()) {
                return checked(answer);
            }
            next = next.to(elsewhere.get());
        }
        throw new IOException("more than " + MAX_REDIRECTS + " redirects");
    }

    private Answer ask(WebRequest request, Duration left) throws IOException, InterruptedException {
        URI address = request.address();
        try {
            hosts.check(address, routes.to(address).isPresent());
            return exchange.send(http(request), request.maxBytes(), left);
        } catch (AnswerTooLargeException | RefusedAddressException e) {
            throw e;
        } catch (IOException e) {
            throw new NoAnswerException(e);
        }
    }

    private static HttpRequest http(WebRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.address())
                .header("Accept", request.accept())
                .header("User-Agent", "authenticode-maven-plugin");
        request.body()
                .ifPresent(b -> builder.header("Content-Type", b.type()).POST(BodyPublishers.ofByteArray(b.bytes())));
        return builder.build();
    }

    private static Optional<URI> redirect(URI from, Answer answer) throws IOException {
        Optional<String> location = answer.headers().firstValue("Location");
        if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI to = from.resolve(location.get());
            if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
                throw new RefusedAddressException("HTTP " + answer.status() + " from https to another scheme");
            }
            return Optional.of(to);
        } catch (IllegalArgumentException e) {
            throw new IOException("HTTP " + answer.status() + " to a malformed address", e);
        }
    }

    private static byte[] checked(Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw new IOException("HTTP " + answer.status());
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/html")) {
            throw new IOException("a page for people (text/html)");
        }
        return answer.body();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
