package io.github.authenticode.http.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * The opener of tunnels (CONNECT) through a proxy that wants a login. The JDK's client tells no proxy a password for a
 * tunnel, unless the whole JVM was started with an empty {@code jdk.http.auth.tunneling.disabledSchemes}, which no
 * plugin may set. So it is led here instead, over the loopback interface, with a key that only it knows; here the key
 * is replaced by the login, and what follows is passed on as it is, encrypted from end to end.
 */
public final class LoginTunnels implements AutoCloseable {
    private static final int MAX_HEAD = 16 << 10;
    private static final int KEY_BYTES = 32;

    private final ProxyRoutes routes;
    private final int connectMillis;
    private final Executor threads;
    private final ServerSocket server;
    private final String key;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<HttpProxy> unreached = ConcurrentHashMap.newKeySet();

    private LoginTunnels(ProxyRoutes routes, Duration connect, Executor threads, ServerSocket server) {
        this.routes = routes;
        this.connectMillis = (int) Math.min(Integer.MAX_VALUE, connect.toMillis());
        this.threads = threads;
        this.server = server;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = "Tunnel " + HexFormat.of().formatHex(random);
    }

    /**
     * @param connect limit of time for a connection to the proxy
     * @param threads run what listens and what passes on; never reused for anything that must not wait
     */
    public static LoginTunnels open(ProxyRoutes routes, Duration connect, Executor threads) throws IOException {
        LoginTunnels tunnels =
                new LoginTunnels(routes, connect, threads, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        threads.execute(tunnels::accept);
        return tunnels;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** For the header Proxy-Authorization of what is sent here. */
    public String key() {
        return key;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                admit(server.accept());
            } catch (IOException e) {
                // Nobody listens any more, or one who came has gone.
            }
        }
    }

    private void admit(Socket client) {
        try {
            threads.execute(() -> serve(client));
        } catch (RejectedExecutionException closing) {
            end(client);
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket proxy = new Socket()) {
            open.add(client);
            open.add(proxy);
            client.setSoTimeout(connectMillis);
            String[] lines = head(client.getInputStream()).split("\r\n", -1);
            Optional<HttpProxy> route = route(lines);
            if (server.isClosed() || route.isEmpty()) {
                return;
            }
            reach(route.get(), proxy);
            ask(proxy, lines[0], route.get());
            client.setSoTimeout(0);
            threads.execute(() -> copy(proxy, client));
            copy(client, proxy);
        } catch (IOException | RuntimeException e) {
            // The client sees that the connection ends, and says so to whoever asked.
        } finally {
            open.removeIf(Socket::isClosed);
        }
    }

    private void reach(HttpProxy route, Socket proxy) throws IOException {
        try {
            proxy.connect(new InetSocketAddress(route.host(), route.port()), connectMillis);
            unreached.remove(route);
        } catch (IOException e) {
            unreached.add(route);
            throw e;
        }
    }

    /** Whether the last attempt came to nothing, which the client only sees as a connection that ends. */
    public boolean hasNotReached(HttpProxy route) {
        return unreached.contains(route);
    }

    /** Empty for whoever does not have the key, or wants anything but a tunnel. */
    private Optional<HttpProxy> route(String[] lines) {
        String[] request = lines[0].split(" ", -1);
        boolean known = Stream.of(lines).anyMatch(line -> line.equalsIgnoreCase("Proxy-Authorization: " + key));
        return known && request.length == 3 && request[0].equals("CONNECT")
                ? routes.to(URI.create("https://" + request[1]))
                : Optional.empty();
    }

    private static void ask(Socket proxy, String requestLine, HttpProxy route) throws IOException {
        String login = route.login()
                .map(l -> "Proxy-Authorization: " + l.authorization() + "\r\n")
                .orElse("");
        String head = requestLine + "\r\nHost: " + requestLine.split(" ", -1)[1] + "\r\n" + login + "\r\n";
        proxy.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        proxy.getOutputStream().flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.size() > MAX_HEAD) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Until one side ends; then the other one does. */
    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two has gone.
        }
    }

    @Override
    public void close() {
        Stream.concat(Stream.of(server), open.stream()).forEach(LoginTunnels::end);
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }
}
