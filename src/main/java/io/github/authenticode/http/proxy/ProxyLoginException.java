package io.github.authenticode.http.proxy;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A proxy wants to know who asks, and was not told, or does not let that one in (HTTP 407). */
public final class ProxyLoginException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    private ProxyLoginException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** @param challenges the headers Proxy-Authenticate of its answer */
    public static ProxyLoginException of(HttpProxy proxy, List<String> challenges) {
        String name = "the proxy " + proxy + " of " + proxy.origin();
        List<String> schemes = challenges.stream()
                .map(challenge -> challenge.trim().split("[\\s,]", 2)[0])
                .filter(scheme -> scheme.matches("[A-Za-z0-9-]{1,30}"))
                .distinct()
                .toList();
        if (!schemes.isEmpty() && schemes.stream().noneMatch("Basic"::equalsIgnoreCase)) {
            return new ProxyLoginException(
                    name + " takes no login by Basic, but by " + String.join(" or ", schemes) + " (HTTP 407)",
                    "Have the proxy let this host through or offer Basic, or name a proxy on this machine that speaks "
                            + schemes.get(0) + " to it, in settings.xml.");
        }
        return proxy.login().isPresent()
                ? new ProxyLoginException(
                        name + " refuses the user and the password that it is given (HTTP 407)",
                        "Correct " + where(proxy))
                : new ProxyLoginException(name + " asks for a user and a password (HTTP 407)", "Give " + where(proxy));
    }

    private static String where(HttpProxy proxy) {
        if (proxy.origin().toUpperCase(Locale.ROOT).endsWith("_PROXY")) {
            return "user:password@ before the host in the environment variable " + proxy.origin() + ".";
        }
        return proxy.origin().equals(HttpProxy.SETTINGS)
                ? "<username> and <password> of the <proxy> in settings.xml."
                : "<username> and <password> in a <proxy> of settings.xml.";
    }

    /** What the user can do about it, a sentence. */
    public String remedy() {
        return remedy;
    }
}
