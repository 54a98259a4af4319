package io.github.authenticode.http.proxy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The proxy that leads to an address. */
@FunctionalInterface
public interface ProxyRoutes {
    /** Not even the JVM's own proxy is used. */
    ProxyRoutes DIRECT = address -> Optional.empty();

    /** What the JVM was started with, such as {@code -Dhttps.proxyHost}. */
    ProxyRoutes JVM = address -> Optional.ofNullable(ProxySelector.getDefault())
            .filter(selector -> address.getScheme() != null && address.getHost() != null)
            .flatMap(selector -> selector.select(address).stream().findFirst())
            .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
            .map(proxy -> (InetSocketAddress) proxy.address())
            .map(at -> new HttpProxy(at.getHostString(), at.getPort(), Optional.empty(), List.of(), "the JVM"));

    /** Empty where an address is reached without one. */
    Optional<HttpProxy> to(URI address);

    /** These, and others for what these do not lead to. */
    default ProxyRoutes or(ProxyRoutes others) {
        return address -> to(address).or(() -> others.to(address));
    }

    /**
     * Each scheme by the first of its own proxies that serves the address; where it has none at all, by those of the
     * other scheme.
     *
     * @param http for addresses of that scheme
     */
    static ProxyRoutes of(List<HttpProxy> http, List<HttpProxy> https) {
        List<HttpProxy> forHttp = List.copyOf(http.isEmpty() ? https : http);
        List<HttpProxy> forHttps = List.copyOf(https.isEmpty() ? http : https);
        return address -> ("https".equalsIgnoreCase(address.getScheme()) ? forHttps : forHttp)
                .stream().filter(proxy -> proxy.serves(address)).findFirst();
    }
}
