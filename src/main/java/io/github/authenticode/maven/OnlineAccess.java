package io.github.authenticode.maven;

import io.github.authenticode.http.NoAnswerException;
import io.github.authenticode.http.WebRequest;
import io.github.authenticode.http.guarded.GuardedFetch;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.OptionsReader;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.verify.online.Fetcher;
import io.github.authenticode.verify.online.Online;
import io.github.authenticode.verify.online.OnlineMemory;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The connection of the verifier, which knows no network, with the network, if the configuration wants that. */
final class OnlineAccess implements AutoCloseable {
    private final Online online;
    private final Optional<GuardedFetch> fetch;

    private OnlineAccess(Online online, Optional<GuardedFetch> fetch) {
        this.online = online;
        this.fetch = fetch;
    }

    /** Whom a goal's parameters let the verifier ask. */
    static OnlineChecks checks(AuthenticodeMojo mojo, ConfigurationProblems findings) {
        return new OptionsReader(findings)
                .onlineChecks(
                        mojo.revocation,
                        mojo.fetchIntermediates,
                        mojo.allowedHosts == null ? List.of() : mojo.allowedHosts);
    }

    /**
     * @param proxies which lead there
     * @param memory of the build, asked for only if it is needed
     */
    static OnlineAccess open(OnlineChecks checks, ProxyRoutes proxies, Supplier<OnlineMemory> memory, Clock clock) {
        if (!checks.any()) {
            return new OnlineAccess(Online.NOBODY, Optional.empty());
        }
        GuardedFetch fetch = new GuardedFetch(checks.allowedHosts(), proxies);
        return new OnlineAccess(
                Online.of(checks, (kind, address, query) -> fetch(fetch, kind, address, query), memory.get(), clock),
                Optional.of(fetch));
    }

    private static byte[] fetch(GuardedFetch fetch, Fetcher.Kind kind, URI address, Optional<byte[]> query)
            throws IOException, InterruptedException {
        try {
            return fetch.fetch(new WebRequest(
                    address,
                    kind.mediaType(),
                    query.map(q -> new WebRequest.Body("application/ocsp-request", q)),
                    kind.maxBytes()));
        } catch (NoAnswerException e) {
            throw new Fetcher.NoAnswerException(String.valueOf(e.getMessage()), e);
        }
    }

    Online online() {
        return online;
    }

    @Override
    public void close() {
        fetch.ifPresent(GuardedFetch::close);
    }
}
