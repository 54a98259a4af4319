package io.github.authenticode.digicertdouble;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509TrustManager;

/** A DigiCert ONE on loopback. Without a client certificate of its own making, nobody gets past the handshake. */
public final class DigiCertDouble implements AutoCloseable {
    public static final String API_KEY = "01abc_double-api-key";

    private static final String BASE = "/signingmanager/api/v1/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DoublePki pki = new DoublePki();
    private final DoubleContent content = new DoubleContent();
    private final DoubleAnswers answers;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Misbehaviour> next = new ConcurrentLinkedQueue<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();

    /** @param onSign of requests for signatures only, and of any request otherwise */
    private record Misbehaviour(boolean onSign, int status, Map<String, String> headers, String body) {}

    /** @param operation the time that a signature takes */
    public DigiCertDouble(Duration operation) throws GeneralSecurityException, IOException {
        answers = new DoubleAnswers(content, operation);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(pki.ofServer()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters mutual = getSSLContext().getDefaultSSLParameters();
                mutual.setNeedClientAuth(true);
                parameters.setSSLParameters(mutual);
            }
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    public X509TrustManager trust() throws GeneralSecurityException, IOException {
        return pki.trust();
    }

    /** A PKCS#12 file of a user whose certificate ends so many days from now. */
    public void writeUser(Path file, Secret password, int days) throws GeneralSecurityException, IOException {
        pki.writeUser(file, password, days);
    }

    /** The certificate of this alias, and those above it. */
    public List<X509Certificate> chain(String certificateAlias) {
        return content.leaves.stream()
                .filter(l -> l.alias().equals(certificateAlias))
                .findFirst()
                .orElseThrow()
                .entity()
                .chain();
    }

    /** The next request, or the next one for a signature, is answered so. */
    public void answerNext(boolean onSign, int status, Map<String, String> headers, String body) {
        next.add(new Misbehaviour(onSign, status, headers, body));
    }

    /** Signatures made. */
    public int signatures() {
        return answers.signatures();
    }

    /** Requests that were no violation of TLS. */
    public int requests() {
        return requests.get();
    }

    /** Requests that no service would take. */
    public List<String> violations() {
        return violations;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean sign = exchange.getRequestURI().getRawPath().endsWith("/sign");
            Misbehaviour wrong = next.peek();
            if (wrong != null && (!wrong.onSign() || sign) && next.remove(wrong)) {
                wrong.headers().forEach(exchange.getResponseHeaders()::set);
                send(exchange, wrong.status(), wrong.body());
            } else if (!API_KEY.equals(exchange.getRequestHeaders().getFirst("x-api-key"))) {
                send(exchange, 401, DoubleAnswers.error("authentication_failed", "Invalid API key"));
            } else {
                answer(exchange, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        URI address = exchange.getRequestURI();
        Deque<String> path = new ArrayDeque<>(List.of(address.getRawPath().split("/", -1)));
        try {
            require(address.getRawPath().startsWith(BASE), "path " + address.getRawPath());
            List<String> parts = List.copyOf(path).subList(4, path.size());
            JsonNode answer;
            if (parts.size() == 3) {
                require(exchange.getRequestMethod().equals("POST"), "method");
                require("application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type")), "type");
                answer = answers.signature(parts.get(1), JSON.readTree(body));
            } else {
                require(exchange.getRequestMethod().equals("GET") && body.length == 0, "method");
                answer = answers.found(parts, address.getRawQuery());
            }
            send(exchange, 200, answer.toString());
        } catch (IllegalArgumentException e) {
            violations.add(e.getMessage());
            send(exchange, 400, DoubleAnswers.error("invalid_input", String.valueOf(e.getMessage())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
