package io.github.authenticode.http.guarded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.http.NoAnswerException;
import io.github.authenticode.http.WebRequest;
import io.github.authenticode.http.guarded.AskableHosts.Resolver;
import io.github.authenticode.http.proxy.ProxyRoutes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class GuardedFetchTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private GuardedFetch fetch;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        fetch = fetching(Set.of("127.0.0.1"));
    }

    @AfterEach
    void close() {
        closed.countDown();
        fetch.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private GuardedFetch fetching(Set<String> allowed) {
        return new GuardedFetch(
                AskableHosts.of(allowed),
                ProxyRoutes.DIRECT,
                new HttpLimits(Duration.ofSeconds(5), Duration.ofMillis(400)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.startsWith("/to/")) {
            exchange.getResponseHeaders()
                    .add("Location", exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(302, -1);
        } else if (path.equals("/slow/hang")) {
            await(Duration.ofMillis(250));
            exchange.getResponseHeaders().add("Location", "/hang");
            exchange.sendResponseHeaders(302, -1);
        } else if (path.equals("/hang")) {
            await();
        } else if (path.equals("/page")) {
            send(exchange, 200, "text/html; charset=utf-8", "<html>Log in</html>".getBytes(UTF_8));
        } else if (path.equals("/huge")) {
            send(exchange, 200, "application/pkix-crl", new byte[3000]);
        } else if (path.equals("/echo")) {
            send(exchange, 200, "application/octet-stream", body);
        } else {
            send(exchange, Integer.parseInt(path.substring(1)), "application/pkix-crl", "content".getBytes(UTF_8));
        }
        exchange.close();
    }

    private void await() {
        await(Duration.ofMinutes(1));
    }

    private void await(Duration limit) {
        try {
            closed.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private WebRequest get(String path) {
        return new WebRequest(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
                "application/pkix-crl",
                Optional.empty(),
                2048);
    }

    @Test
    void fetchesByGetAndByPost() throws Exception {
        WebRequest post = new WebRequest(
                get("/echo").address(),
                "application/ocsp-response",
                Optional.of(new WebRequest.Body("application/ocsp-request", "question".getBytes(UTF_8))),
                2048);

        assertThat(fetch.fetch(get("/200"))).asString().isEqualTo("content");
        assertThat(fetch.fetch(post)).asString().isEqualTo("question");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/404 | HTTP 404",
                "/503 | HTTP 503",
                "/page | a page for people (text/html)",
                "/huge | an answer of more than 2 KiB",
                "/hang | no answer within 0.4s",
                "/to/itself?/to/itself?/to/itself?/to/itself?/200 | more than 3 redirects"
            })
    void saysWhyThereIsNoAnswer(String path, String reason) {
        assertThatThrownBy(() -> fetch.fetch(get(path)))
                .isInstanceOf(IOException.class)
                .hasMessage(reason);
    }

    @Test
    void redirectIsFollowedAndJudgedLikeTheFirstAddress() throws Exception {
        assertThat(fetch.fetch(get("/to/place?/200"))).asString().isEqualTo("content");

        for (String target : List.of("http://10.0.0.1/crl", "http://localhost/crl", "http://[::1]/crl")) {
            assertThatThrownBy(() -> fetch.fetch(get("/to/private?" + target)))
                    .as(target)
                    .isInstanceOf(RefusedAddressException.class)
                    .hasMessageContaining("which is not a public one; name it in <allowedHosts> if it is yours");
        }
        assertThatThrownBy(() -> fetch.fetch(get("/to/file?file:///etc/passwd")))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessage("it is no http or https address");
    }

    @Test
    void hostThatWasAskedInVainByOneIsAskedByTheNext() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> fetch.fetch(get("/hang")))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessage("no answer within 0.4s");
        }

        assertThat(fetch.fetch(get("/200"))).asString().isEqualTo("content");
    }

    @Test
    void redirectsDoNotAddToTheLimit() {
        assertThatThrownBy(() -> fetch.fetch(get("/slow/hang")))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageMatching("no answer within 0\\.[12]\\d?s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://pki.example/a | it is no http or https address",
                "http:///a | it is malformed",
                "http://user:word@pki.example/a | it is malformed",
                "http://pki.example:8080/a | port 8080 is not the one of http; name the host in <allowedHosts> if it is yours",
                "https://pki.example:80/a | port 80 is not the one of https; name the host in <allowedHosts> if it is yours",
                "http://two.example/a | the host has the address 192.168.0.9, which is not a public one; name it in <allowedHosts> if it is yours",
                "http://127.0.0.1/a | the host has the address 127.0.0.1, which is not a public one; name it in <allowedHosts> if it is yours",
                "http://unknown.example/a | unknown host"
            })
    void addressIsJudgedBeforeAnybodyIsAsked(String address, String reason) {
        assertThatThrownBy(() -> hosts(Set.of()).check(URI.create(address), false))
                .isInstanceOf(IOException.class)
                .hasMessage(reason);
    }

    @Test
    void publicHostsAndAllowedOnesMayBeAsked() throws Exception {
        hosts(Set.of()).check(URI.create("http://pki.example/a"), false);
        hosts(Set.of()).check(URI.create("https://pki.example:443/a"), false);
        hosts(Set.of("Two.Example")).check(URI.create("http://two.EXAMPLE:8080/a"), false);
    }

    @Test
    void nameThatOnlyTheProxyKnowsIsLeftToIt() throws Exception {
        hosts(Set.of()).check(URI.create("http://unknown.example/a"), true);

        assertThatThrownBy(() -> hosts(Set.of()).check(URI.create("http://intranet/a"), true))
                .hasMessage("unknown host");
        assertThatThrownBy(() -> hosts(Set.of()).check(URI.create("http://two.example/a"), true))
                .isInstanceOf(RefusedAddressException.class);
    }

    private static AskableHosts hosts(Set<String> allowed) {
        Resolver resolver = host -> switch (host) {
            case "pki.example" -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("2a00::1"));
            case "two.example" -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("192.168.0.9"));
            case "127.0.0.1" -> List.of(InetAddress.getByName(host));
            default -> throw new UnknownHostException(host);
        };
        return new AskableHosts(allowed, resolver);
    }
}
