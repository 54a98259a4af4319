package io.github.authenticode.cloud;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy on the loopback interface: opens tunnels, refuses everything else, and keeps what it is told. */
final class LoopbackProxy implements AutoCloseable {
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requestLines = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private LoopbackProxy(ServerSocket server) {
        this.server = server;
    }

    static LoopbackProxy start() throws IOException {
        LoopbackProxy proxy = new LoopbackProxy(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> requestLines() {
        return requestLines;
    }

    /** The names of all headers, in lower case. */
    List<String> headers() {
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
            String[] request = head[0].split(" ", 0);
            if (!request[0].equals("CONNECT")) {
                answer(client, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                client.close();
                return;
            }
            String[] target = request[1].split(":", 0);
            Socket there = new Socket(target[0], Integer.parseInt(target[1]));
            sockets.add(there);
            answer(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            threads.execute(() -> copy(there, client));
            copy(client, there);
        } catch (IOException e) {
            // One of the two has gone; the test sees it at its end.
        }
    }

    private static void answer(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.read());
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
