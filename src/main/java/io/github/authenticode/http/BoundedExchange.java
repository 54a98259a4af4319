package io.github.authenticode.http;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.http.proxy.HttpProxy;
import io.github.authenticode.http.proxy.LoginTunnels;
import io.github.authenticode.http.proxy.ProxyLoginException;
import io.github.authenticode.http.proxy.ProxyRoutes;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * HTTP/1.1 by the JDK's client. The limit is one for everything, the body included: the timeout of a {@link
 * HttpRequest} ends with the headers, and a server that hangs in the middle of its answer would hold the build for
 * ever. A redirect is an answer like any other and is not followed, since what is sent here may be a token.
 *
 * <p>Its threads are daemons and end when it is closed; the client's own one ends with the garbage collection after
 * that. Safe for use by several threads.
 */
public final class BoundedExchange implements HttpExchange, AutoCloseable {
    /** A timestamp has about 6 kB, a signature with its certificates about 10. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int PROXY_LOGIN = 407;
    private static final Pattern TUNNEL_FAILED = Pattern.compile("Tunnel failed, got: (\\d{3})");

    private final HttpLimits limits;
    private final ProxyRoutes routes;
    private final ExecutorService threads;
    private volatile Optional<LoginTunnels> tunnels = Optional.empty();
    private volatile Optional<CompletableFuture<HttpClient>> client;

    public BoundedExchange(HttpLimits limits, ProxyRoutes routes) {
        this(limits, routes, Optional.empty());
    }

    /** @param trust absent for what the JVM trusts */
    public BoundedExchange(HttpLimits limits, ProxyRoutes routes, Optional<SSLContext> trust) {
        this.limits = limits;
        this.routes = routes;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "authenticode-http");
            thread.setDaemon(true);
            return thread;
        });
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .proxy(new Selector())
                .executor(threads);
        trust.ifPresent(builder::sslContext);
        // It reads what the JVM trusts, which takes a while; meanwhile the caller opens keys.
        this.client = Optional.of(CompletableFuture.supplyAsync(builder::build, threads));
    }

    @Override
    public Answer send(HttpRequest request) throws IOException, InterruptedException {
        return send(request, MAX_BYTES);
    }

    public Answer send(HttpRequest request, int maxBytes) throws IOException, InterruptedException {
        return send(request, maxBytes, limits.whole());
    }

    /** @param whole limit for this one, everything together */
    public Answer send(HttpRequest request, Duration whole) throws IOException, InterruptedException {
        return send(request, MAX_BYTES, whole);
    }

    public Answer send(HttpRequest request, int maxBytes, Duration whole) throws IOException, InterruptedException {
        HttpClient open =
                client.orElseThrow(() -> new IOException("closed already")).join();
        Optional<HttpProxy> proxy = routes.to(request.uri());
        CompletableFuture<HttpResponse<byte[]>> answer =
                open.sendAsync(through(proxy, request), info -> new BoundedBody(maxBytes));
        try {
            HttpResponse<byte[]> response = answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() == PROXY_LOGIN && proxy.isPresent()) {
                throw ProxyLoginException.of(proxy.get(), response.headers().allValues("Proxy-Authenticate"));
            }
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            throw new IOException(noAnswer(whole), e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e, request, proxy), e);
        } finally {
            answer.cancel(true);
        }
    }

    /** The JDK hands this header to the proxy alone. */
    private HttpRequest through(Optional<HttpProxy> proxy, HttpRequest request) throws IOException {
        Optional<HttpProxy.Login> login = proxy.flatMap(HttpProxy::login);
        if (login.isEmpty()) {
            return request;
        }
        String header =
                isTunnelled(request.uri()) ? tunnels().key() : login.get().authorization();
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .header("Proxy-Authorization", header)
                .build();
    }

    private static boolean isTunnelled(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    private synchronized LoginTunnels tunnels() throws IOException {
        if (tunnels.isEmpty()) {
            tunnels = Optional.of(LoginTunnels.open(routes, limits.connect(), threads));
        }
        return tunnels.get();
    }

    private String reason(Throwable failure, HttpRequest request, Optional<HttpProxy> proxy) {
        Optional<String> onTheWay = proxy.flatMap(p -> reason(failure, p));
        if (onTheWay.isPresent()) {
            return onTheWay.get();
        }
        Duration whole = request.timeout().orElse(limits.whole());
        if (ExceptionText.causedBy(failure, HttpConnectTimeoutException.class)) {
            return noAnswer(whole.compareTo(limits.connect()) < 0 ? whole : limits.connect());
        }
        if (ExceptionText.causedBy(failure, HttpTimeoutException.class)) {
            return noAnswer(whole);
        }
        if (ExceptionText.causedBy(failure, UnresolvedAddressException.class)) {
            return "unknown host";
        }
        if (ExceptionText.causedBy(failure, ConnectException.class)) {
            return "no connection";
        }
        return ExceptionText.of(Optional.ofNullable(failure.getCause()).orElse(failure));
    }

    /** What it is that the proxy does not do. */
    private Optional<String> reason(Throwable failure, HttpProxy proxy) {
        String name = "the proxy " + proxy + " of " + proxy.origin();
        Matcher refusal = TUNNEL_FAILED.matcher(
                ExceptionText.of(Optional.ofNullable(failure.getCause()).orElse(failure)));
        boolean unreached = ExceptionText.causedBy(failure, ConnectException.class)
                || tunnels.filter(t -> t.hasNotReached(proxy)).isPresent();
        if (ExceptionText.causedBy(failure, HttpTimeoutException.class)) {
            return Optional.empty();
        }
        if (unreached || ExceptionText.causedBy(failure, UnresolvedAddressException.class)) {
            return Optional.of("no connection to " + name);
        }
        return refusal.find()
                ? Optional.of(name + " opens no tunnel (HTTP " + refusal.group(1) + ")")
                : Optional.empty();
    }

    private static String noAnswer(Duration limit) {
        // What is left of a limit has odd nanoseconds.
        long step = limit.compareTo(Duration.ofSeconds(1)) < 0 ? 10 : 100;
        Duration round = Duration.ofMillis(limit.plusMillis(step / 2).toMillis() / step * step);
        return "no answer within " + round.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        client = Optional.empty();
        tunnels.ifPresent(LoginTunnels::close);
        threads.shutdownNow();
    }

    /**
     * The selector that leads what a proxy serves to the proxy, and where that wants a login for a tunnel, to who tells
     * it.
     */
    private final class Selector extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(routes.to(uri)
                    .map(proxy -> new Proxy(Proxy.Type.HTTP, entrance(proxy, uri)))
                    .orElse(Proxy.NO_PROXY));
        }

        private InetSocketAddress entrance(HttpProxy proxy, URI uri) {
            return proxy.login().isPresent() && isTunnelled(uri)
                    ? tunnels.orElseThrow().address()
                    : InetSocketAddress.createUnresolved(proxy.host(), proxy.port());
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // The request fails with it.
        }
    }
}
