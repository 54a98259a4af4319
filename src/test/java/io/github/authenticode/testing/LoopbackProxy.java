package io.github.authenticode.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A proxy on the loopback interface: opens tunnels, passes on what is sent in the clear, and keeps what it is told.
 * Every host leads to the loopback interface, so that names count which nobody else knows.
 */
public final class LoopbackProxy implements AutoCloseable {
    private final ServerSocket server;
    private final Optional<String> login;
    private final String challenge;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requestLines = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private LoopbackProxy(Optional<String> login, String challenge) throws IOException {
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.login = login;
        this.challenge = challenge;
        threads.execute(this::accept);
    }

    public static LoopbackProxy start() throws IOException {
        return new LoopbackProxy(Optional.empty(), "");
    }

    /** One that lets nobody else in: {@code user:password}. */
    public static LoopbackProxy wanting(String login) throws IOException {
        return new LoopbackProxy(Optional.of(login), "Basic realm=\"proxy\"");
    }

    /** One that lets nobody in, and speaks these schemes. */
    public static LoopbackProxy speaking(String schemes) throws IOException {
        return new LoopbackProxy(Optional.of("nobody:x"), schemes);
    }

    public int port() {
        return server.getLocalPort();
    }

    public List<String> requestLines() {
        return requestLines;
    }

    /** The names of all headers, in lower case. */
    public List<String> headers() {
        return headers;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // It has been closed.
            }
        }
    }

    private void serve(Socket client) {
        try {
            String[] head = head(client.getInputStream()).split("\r\n", 0);
            requestLines.add(head[0]);
            for (int i = 1; i < head.length; i++) {
                headers.add(head[i].substring(0, head[i].indexOf(':')).toLowerCase(Locale.ROOT));
            }
            if (!isWelcome(head)) {
                answer(
                        client,
                        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: " + challenge
                                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                client.close();
            } else if (head[0].startsWith("CONNECT ")) {
                Socket there = to(Integer.parseInt(head[0].split(" ", 0)[1].replaceFirst(".*:", "")));
                answer(client, "HTTP/1.1 200 Connection established\r\n\r\n");
                join(client, there);
            } else {
                pass(client, head);
            }
        } catch (IOException | RuntimeException e) {
            // One of the two has gone; the test sees it at its end.
        }
    }

    private boolean isWelcome(String[] head) {
        return login.map(l -> "Proxy-Authorization: Basic "
                        + Base64.getEncoder().encodeToString(l.getBytes(StandardCharsets.UTF_8)))
                .map(wanted -> Arrays.asList(head).contains(wanted))
                .orElse(true);
    }

    /** Once: the connection ends with the answer. */
    private void pass(Socket client, String[] head) throws IOException {
        String[] request = head[0].split(" ", 0);
        URI target = URI.create(request[1]);
        Socket there = to(target.getPort());
        String headers = Arrays.stream(head)
                .skip(1)
                .filter(h -> !h.toLowerCase(Locale.ROOT).startsWith("proxy-"))
                .filter(h -> !h.toLowerCase(Locale.ROOT).startsWith("connection:"))
                .map(h -> h + "\r\n")
                .collect(Collectors.joining());
        answer(there, request[0] + " " + target.getRawPath() + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
        join(client, there);
    }

    private Socket to(int port) throws IOException {
        Socket there = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(there);
        return there;
    }

    private void join(Socket client, Socket there) {
        threads.execute(() -> copy(there, client));
        copy(client, there);
    }

    private static void answer(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two has gone.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
