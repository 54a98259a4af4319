package io.github.authenticode.http;

import io.github.authenticode.diagnose.Words;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * HTTP/1.1 by the JDK's client. The limit is one for everything, the body included: the timeout of a {@link HttpRequest} ends
 * with the headers, and a server that hangs in the middle of its answer would hold the build for ever. A redirect is an answer
 * like any other and is not followed, since what is sent here may be a token.
 *
 * <p>Its threads are daemons and end when it is closed; the client's own one ends with the garbage collection after that. Safe for use by several threads.
 */
public final class BoundedExchange implements HttpExchange, AutoCloseable {
    /** A timestamp has about 6 kB, a signature with its certificates about 10. */
    private static final int MAX_BYTES = 1 << 20;

    private final HttpLimits limits;
    private final Optional<HttpProxy> proxy;
    private final ExecutorService threads;
    private volatile Optional<CompletableFuture<HttpClient>> client;

    /** @param proxy absent for what the JVM is set to */
    public BoundedExchange(HttpLimits limits, Optional<HttpProxy> proxy) {
        this(limits, proxy, Optional.empty());
    }

    /** @param trust absent for what the JVM trusts */
    public BoundedExchange(HttpLimits limits, Optional<HttpProxy> proxy, Optional<SSLContext> trust) {
        this.limits = limits;
        this.proxy = proxy;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "authenticode-http");
            thread.setDaemon(true);
            return thread;
        });
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .executor(threads);
        proxy.map(Selector::new).ifPresent(builder::proxy);
        trust.ifPresent(builder::sslContext);
        // It reads what the JVM trusts, which takes a while; meanwhile the caller opens keys.
        this.client = Optional.of(CompletableFuture.supplyAsync(builder::build, threads));
    }

    @Override
    public Answer send(HttpRequest request) throws IOException, InterruptedException {
        return send(request, MAX_BYTES);
    }

    Answer send(HttpRequest request, int maxBytes) throws IOException, InterruptedException {
        HttpClient open =
                client.orElseThrow(() -> new IOException("closed already")).join();
        CompletableFuture<HttpResponse<byte[]>> answer =
                open.sendAsync(throughProxy(request), info -> new BoundedBody(maxBytes));
        try {
            HttpResponse<byte[]> response = answer.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            throw new IOException(noAnswer(limits.whole()), e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e, request), e);
        } finally {
            answer.cancel(true);
        }
    }

    /**
     * The JDK hands this header to the proxy alone. For https it hands over no password at all unless the JVM was started with
     * an empty {@code jdk.http.auth.tunneling.disabledSchemes}; then the proxy's 407 is the answer.
     */
    private HttpRequest throughProxy(HttpRequest request) {
        return proxy.filter(p -> p.serves(request.uri()))
                .flatMap(HttpProxy::login)
                .map(login -> HttpRequest.newBuilder(request, (name, value) -> true)
                        .header("Proxy-Authorization", login.authorization())
                        .build())
                .orElse(request);
    }

    private String reason(Throwable failure, HttpRequest request) {
        Duration whole = request.timeout().orElse(limits.whole());
        if (Words.causedBy(failure, HttpConnectTimeoutException.class)) {
            return noAnswer(whole.compareTo(limits.connect()) < 0 ? whole : limits.connect());
        }
        if (Words.causedBy(failure, HttpTimeoutException.class)) {
            return noAnswer(whole);
        }
        if (Words.causedBy(failure, UnresolvedAddressException.class)) {
            return "unknown host";
        }
        if (Words.causedBy(failure, ConnectException.class)) {
            return "no connection";
        }
        return Words.of(Optional.ofNullable(failure.getCause()).orElse(failure));
    }

    private static String noAnswer(Duration limit) {
        return "no answer within " + limit.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        client = Optional.empty();
        threads.shutdownNow();
    }

    /** Leads what the proxy serves to the proxy. */
    private static final class Selector extends ProxySelector {
        private final HttpProxy proxy;

        private Selector(HttpProxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(
                    proxy.serves(uri)
                            ? new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port()))
                            : Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // The request fails with it.
        }
    }
}
