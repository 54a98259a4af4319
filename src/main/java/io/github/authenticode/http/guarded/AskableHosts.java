package io.github.authenticode.http.guarded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The addresses that may be asked where a certificate, and not the user, names them: http and https at their own ports,
 * on hosts that are all public. A host that the user allowed may be anywhere and at any port.
 *
 * <p>The JDK's client resolves the name again. It gets the answer that was judged here, as long as the JVM keeps it (30
 * seconds unless {@code networkaddress.cache.ttl} says otherwise); no way leads around that without a switch for the
 * whole JVM.
 *
 * @param allowed host names in lower case
 */
record AskableHosts(Set<String> allowed, Resolver resolver) {
    private static final int MAX_LENGTH = 2048;

    /** The resolver of names. */
    @FunctionalInterface
    interface Resolver {
        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    static AskableHosts of(Set<String> allowed) {
        return new AskableHosts(allowed, host -> List.of(InetAddress.getAllByName(host)));
    }

    AskableHosts {
        allowed = allowed.stream()
                .map(h -> h.toLowerCase(Locale.ROOT))
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    /**
     * @param proxied whether the proxy looks the name up: then one that is unknown here is left to it
     * @throws RefusedAddressException if nobody may be asked there
     */
    void check(URI address, boolean proxied) throws IOException {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = address.getHost();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new RefusedAddressException("it is no http or https address");
        }
        if (host == null
                || address.getRawUserInfo() != null
                || address.toString().length() > MAX_LENGTH) {
            throw new RefusedAddressException("it is malformed");
        }
        if (allowed.contains(host.toLowerCase(Locale.ROOT))) {
            return;
        }
        if (address.getPort() != -1 && address.getPort() != (scheme.equals("http") ? 80 : 443)) {
            throw new RefusedAddressException("port " + address.getPort() + " is not the one of " + scheme
                    + "; name the host in <allowedHosts> if it is yours");
        }
        checkHost(host, proxied);
    }

    private void checkHost(String host, boolean proxied) throws IOException {
        List<InetAddress> addresses;
        try {
            addresses = resolver.addresses(host);
        } catch (UnknownHostException e) {
            if (proxied && host.contains(".")) {
                return;
            }
            throw new IOException("unknown host", e);
        }
        for (InetAddress found : addresses) {
            if (!PublicAddresses.isPublic(found)) {
                throw new RefusedAddressException("the host has the address " + found.getHostAddress()
                        + ", which is not a public one; name it in <allowedHosts> if it is yours");
            }
        }
    }
}
