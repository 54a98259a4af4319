package io.github.authenticode.http;

import io.github.authenticode.plan.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A proxy of Maven's settings. A value, and not the JVM's proxy: nothing else in the build is led through it.
 *
 * @param login only the scheme Basic is spoken
 * @param directHosts reached without it: {@code localhost}, {@code *.example.com}
 */
public record HttpProxy(String host, int port, Optional<Login> login, List<String> directHosts) {
    /** Leads nothing anywhere: not even the JVM's own proxy is used. */
    public static final HttpProxy NONE = new HttpProxy("none", 1, Optional.empty(), List.of("*"));

    /** Where a virtual machine asks who it is; Azure's documentation forbids any proxy there. */
    private static final String LINK_LOCAL = "169.254.*";

    /** @param password decrypted */
    public record Login(String username, Secret password) {
        String authorization() {
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

    /** Whether this address is reached through the proxy. */
    public boolean serves(URI address) {
        String target = Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT);
        return !matches(LINK_LOCAL, target) && directHosts.stream().noneMatch(pattern -> matches(pattern, target));
    }

    private static boolean matches(String pattern, String host) {
        String[] parts = pattern.trim().toLowerCase(Locale.ROOT).split("\\*", -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            regex.append(".*").append(Pattern.quote(parts[i]));
        }
        return host.matches(regex.toString());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
