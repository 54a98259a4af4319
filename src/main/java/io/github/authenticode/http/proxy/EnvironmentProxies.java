package io.github.authenticode.http.proxy;

import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The proxies of the variables HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, read as curl reads them: the name in
 * lower case comes first, and a name in NO_PROXY stands for the hosts below it as well. Each may hold a password and is
 * never shown.
 */
public final class EnvironmentProxies implements ProxyRoutes {
    private final Map<String, String> environment;
    private final Optional<HttpProxy> http;
    private final Optional<HttpProxy> https;

    /** @param warnings told of variables that name no proxy which could be asked */
    public EnvironmentProxies(Map<String, String> environment, Consumer<String> warnings) {
        this.environment = environment;
        // A program that runs for a web server has the client's header "Proxy" in HTTP_PROXY (CVE-2016-5385).
        this.http = environment.containsKey("REQUEST_METHOD") ? Optional.empty() : proxy("http_proxy", warnings);
        this.https = proxy("https_proxy", warnings);
    }

    @Override
    public Optional<HttpProxy> to(URI address) {
        return ("https".equalsIgnoreCase(address.getScheme()) ? https : http).filter(proxy -> proxy.serves(address));
    }

    private Optional<HttpProxy> proxy(String variable, Consumer<String> warnings) {
        String name = value(variable).isPresent() ? variable : "all_proxy";
        return value(name).flatMap(text -> {
            String shown = environment.containsKey(name) ? name : name.toUpperCase(Locale.ROOT);
            Optional<HttpProxy> read = read(text, shown);
            if (read.isEmpty()) {
                warnings.accept("The environment variable " + shown + " is passed over: it names no proxy of the form"
                        + " http://host:port, and no other kind is spoken. Write it so, or name the proxy in"
                        + " settings.xml.");
            }
            return read;
        });
    }

    private Optional<HttpProxy> read(String text, String variable) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            int port = uri.getPort() == -1 ? 80 : uri.getPort();
            return "http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null
                    ? Optional.of(new HttpProxy(uri.getHost(), port, login(uri), direct(), variable))
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<HttpProxy.Login> login(URI uri) {
        return Optional.ofNullable(uri.getRawUserInfo())
                .filter(info -> !info.isEmpty())
                .map(info -> {
                    int colon = info.indexOf(':');
                    return new HttpProxy.Login(
                            decoded(colon < 0 ? info : info.substring(0, colon)),
                            Secret.of(colon < 0 ? "" : decoded(info.substring(colon + 1))));
                });
    }

    /** Percent signs only: a plus is a plus. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private List<String> direct() {
        return Arrays.stream(value("no_proxy").orElse("").split("[,\\s]+", -1))
                .filter(entry -> !entry.isEmpty())
                .flatMap(EnvironmentProxies::withHostsBelow)
                .toList();
    }

    private static Stream<String> withHostsBelow(String entry) {
        String name = entry.startsWith(".") ? entry.substring(1) : entry;
        return name.startsWith("*") ? Stream.of(name) : Stream.of(name, "*." + name);
    }

    /** Windows knows no case in names. */
    private Optional<String> value(String lowerCase) {
        return Stream.of(lowerCase, lowerCase.toUpperCase(Locale.ROOT))
                .map(environment::get)
                .flatMap(Stream::ofNullable)
                .map(String::trim)
                .filter(v -> !v.isEmpty())
                .findFirst();
    }
}
