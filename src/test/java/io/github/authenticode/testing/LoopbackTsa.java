package io.github.authenticode.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;

/** A timestamp authority over HTTP on the loopback interface, which misbehaves on request. */
public final class LoopbackTsa implements AutoCloseable {
    /** The mood in which a request is treated. */
    public enum Mood {
        ANSWER,
        UNAVAILABLE,
        TOO_MANY_REQUESTS,
        NOT_FOUND,
        HTML,
        GARBAGE,
        HUGE,
        /** Never sends a byte. */
        HANG,
        /** Sends the headers and the first bytes of the body, and then nothing. */
        HANG_IN_BODY,
        /** Sends half of what it announced and closes. */
        CUT,
        WRONG_IMPRINT,
        OTHER_NONCE,
        /** An RFC 3161 rejection. */
        REJECT,
        /** To the place on the same server where it answers. */
        REDIRECT,
        REDIRECT_TO_HTTPS
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TestAuthority authority;
    private final List<Mood> moods;
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private LoopbackTsa(TestAuthority authority, List<Mood> moods) throws IOException {
        this.authority = authority;
        this.moods = moods;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Starts an authority.
     *
     * @param moods one for each request; the last one stays
     */
    public static LoopbackTsa start(TestAuthority authority, Mood... moods) throws IOException {
        LoopbackTsa tsa = new LoopbackTsa(authority, moods.length == 0 ? List.of(Mood.ANSWER) : Arrays.asList(moods));
        tsa.server.start();
        return tsa;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
    }

    public int requests() {
        return requests.get();
    }

    /** Returns when the first request has arrived. */
    public void awaitRequest() throws InterruptedException {
        asked.await();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] query = exchange.getRequestBody().readAllBytes();
            boolean redirected = exchange.getRequestURI().getPath().equals("/moved");
            int number = requests.getAndIncrement();
            asked.countDown();
            answer(exchange, query, redirected ? Mood.ANSWER : moods.get(Math.min(number, moods.size() - 1)));
        }
    }

    private void answer(HttpExchange exchange, byte[] query, Mood mood) throws IOException {
        switch (mood) {
            case ANSWER -> reply(exchange, authority.respond(query));
            case UNAVAILABLE -> status(exchange, 503);
            case TOO_MANY_REQUESTS -> status(exchange, 429);
            case NOT_FOUND -> status(exchange, 404);
            case HTML -> page(exchange);
            case GARBAGE -> reply(exchange, "garbage".getBytes(UTF_8));
            case HUGE -> reply(exchange, new byte[(1 << 20) + 1]);
            case HANG -> awaitClose();
            case HANG_IN_BODY -> part(exchange, authority.respond(query), true);
            case CUT -> part(exchange, authority.respond(query), false);
            case WRONG_IMPRINT -> reply(exchange, authority.respond(changed(query, 1, 0)));
            case OTHER_NONCE -> reply(exchange, authority.respond(changed(query, 0, 1)));
            case REJECT -> reply(exchange, authority.respond("no query".getBytes(UTF_8)));
            case REDIRECT -> redirect(exchange, "/moved");
            case REDIRECT_TO_HTTPS -> redirect(exchange, "https://127.0.0.1/moved");
        }
    }

    private static void reply(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    private static void page(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        byte[] body = "<html>Please log in</html>".getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(307, -1);
    }

    private void part(HttpExchange exchange, byte[] body, boolean hang) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
        exchange.sendResponseHeaders(200, body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
        if (hang) {
            awaitClose();
        }
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] changed(byte[] query, int imprintChange, int nonceChange) throws IOException {
        TimeStampRequest request = new TimeStampRequest(query);
        byte[] imprint = request.getMessageImprintDigest();
        imprint[0] = (byte) (imprint[0] + imprintChange);
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator
                .generate(
                        request.getMessageImprintAlgOID(),
                        imprint,
                        request.getNonce().add(BigInteger.valueOf(nonceChange)))
                .getEncoded();
    }
}
