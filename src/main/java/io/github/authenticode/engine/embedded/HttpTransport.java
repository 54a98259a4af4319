package io.github.authenticode.engine.embedded;

import io.github.authenticode.diagnose.Words;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * RFC 3161 over HTTP (its section 3.4). The limit is one for everything, the body included: the timeout of a
 * {@link HttpRequest} ends with the headers, and an authority that hangs in the middle of its answer would hold the build
 * for ever. The JVM's default proxy selector applies.
 */
final class HttpTransport implements TimestampTransport {
    private static final int MAX_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(408, 429);

    private final HttpClient client;
    private final Duration timeout;

    HttpTransport(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public byte[] ask(URI authority, byte[] query) throws IOException, InterruptedException {
        URI target = authority;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            HttpResponse<byte[]> response = send(request(target, query));
            Optional<URI> next = redirect(target, response);
            if (next.isEmpty()) {
                return checked(response);
            }
            target = next.get();
        }
        throw new RefusedException("more than " + MAX_REDIRECTS + " redirects");
    }

    private HttpRequest request(URI target, byte[] query) throws IOException {
        try {
            return HttpRequest.newBuilder(target)
                    .timeout(timeout)
                    .header("Content-Type", "application/timestamp-query")
                    .header("Accept", "application/timestamp-reply")
                    .header("User-Agent", "authenticode-maven-plugin")
                    .POST(BodyPublishers.ofByteArray(query))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new RefusedException("not an http or https URL");
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, info -> new BoundedBody());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(noAnswer(), e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e), e);
        } finally {
            answer.cancel(true);
        }
    }

    private String reason(Throwable failure) {
        if (Words.causedBy(failure, HttpTimeoutException.class)) {
            return noAnswer();
        }
        if (Words.causedBy(failure, UnresolvedAddressException.class)) {
            return "unknown host";
        }
        if (Words.causedBy(failure, ConnectException.class)) {
            return "no connection";
        }
        return Words.of(Optional.ofNullable(failure.getCause()).orElse(failure));
    }

    private String noAnswer() {
        return "no answer within " + timeout.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** A POST is repeated at the new place, which RFC 9110 allows; to another scheme, such as from https to http, never. */
    private static Optional<URI> redirect(URI from, HttpResponse<byte[]> response) throws IOException {
        Optional<String> location = response.headers().firstValue("Location");
        if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI to = from.resolve(location.get());
            if (from.getScheme().equalsIgnoreCase(to.getScheme())) {
                return Optional.of(to);
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("HTTP " + response.statusCode() + " to a malformed URL");
        }
        throw new RefusedException("HTTP " + response.statusCode() + " to " + location.get());
    }

    private static byte[] checked(HttpResponse<byte[]> response) throws IOException {
        int status = response.statusCode();
        if (status != 200) {
            String reason = "HTTP " + status;
            throw status / 100 == 5 || WORTH_ANOTHER_TRY.contains(status)
                    ? new IOException(reason)
                    : new RefusedException(reason);
        }
        Optional<String> type = response.headers().firstValue("Content-Type");
        if (type.filter(t -> t.toLowerCase(Locale.ROOT).startsWith("text/")).isPresent()) {
            throw new IOException("a page (" + type.get() + ") instead of a timestamp");
        }
        return response.body();
    }
}
