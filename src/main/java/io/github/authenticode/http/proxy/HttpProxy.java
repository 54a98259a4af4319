package io.github.authenticode.http.proxy;

import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A proxy. A value, and not the JVM's proxy: nothing else in the build is led through it.
 *
 * @param login only the scheme Basic is spoken
 * @param directHosts reached without it: {@code localhost}, {@code *.example.com}, and more of {@link HostPattern}
 * @param origin where it was named, fit after "the proxy of"
 */
public record HttpProxy(String host, int port, Optional<Login> login, List<String> directHosts, String origin) {
    /** Where Maven's users name one. */
    public static final String SETTINGS = "settings.xml";

    /** Where a virtual machine asks who it is; Azure's documentation forbids any proxy there. */
    private static final String LINK_LOCAL = "169.254.*";

    /** @param password decrypted */
    public record Login(String username, Secret password) {
        public String authorization() {
            String both = username + ":" + password.reveal();
            return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        }
    }

    public HttpProxy {
        directHosts = List.copyOf(directHosts);
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("A proxy needs a host and a port");
        }
    }

    /** One of settings.xml. */
    public HttpProxy(String host, int port, Optional<Login> login, List<String> directHosts) {
        this(host, port, login, directHosts, SETTINGS);
    }

    /** Whether this address is reached through the proxy. */
    public boolean serves(URI address) {
        return !HostPattern.matches(LINK_LOCAL, address)
                && directHosts.stream().noneMatch(pattern -> HostPattern.matches(pattern, address));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
