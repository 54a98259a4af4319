package io.github.authenticode.cloud;

import io.github.authenticode.http.BoundedExchange;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.http.proxy.ProxyRoutes;
import java.util.Optional;

/** HTTP with a service of keys for as long as one execution lasts. Nothing is sent before the first request. */
public final class CloudExchanges implements AutoCloseable {
    private final CloudSettings settings;
    private final BoundedExchange proxied;
    private Optional<BoundedExchange> direct = Optional.empty();

    public CloudExchanges(CloudSettings settings) {
        this.settings = settings;
        this.proxied = new BoundedExchange(HttpLimits.DEFAULT, settings.proxies(), settings.trust());
    }

    /** By the proxies of the build. */
    public HttpExchange proxied() {
        return proxied;
    }

    /** Without any proxy: a machine's own metadata service is reachable no other way. Opened when it is needed. */
    public HttpExchange direct() {
        return request -> openDirect().send(request);
    }

    private synchronized BoundedExchange openDirect() {
        if (direct.isEmpty()) {
            direct = Optional.of(new BoundedExchange(HttpLimits.DEFAULT, ProxyRoutes.DIRECT, settings.trust()));
        }
        return direct.get();
    }

    @Override
    public synchronized void close() {
        proxied.close();
        direct.ifPresent(BoundedExchange::close);
    }
}
