package io.github.authenticode.http.proxy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Somebody else on this machine, who found the port. */
public final class LoginTunnelsProbe implements AutoCloseable {
    private final LoginTunnels tunnels;

    private LoginTunnelsProbe(LoginTunnels tunnels) {
        this.tunnels = tunnels;
    }

    public static LoginTunnelsProbe open(ProxyRoutes routes, Executor threads) throws IOException {
        return new LoginTunnelsProbe(LoginTunnels.open(routes, Duration.ofSeconds(5), threads));
    }

    public String answerTo(String head) throws IOException {
        try (Socket socket =
                new Socket(tunnels.address().getAddress(), tunnels.address().getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        tunnels.close();
    }
}
