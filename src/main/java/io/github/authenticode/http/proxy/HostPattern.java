package io.github.authenticode.http.proxy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that a proxy is not asked for: a name or an address in which {@code *} stands for anything, as in Maven's
 * nonProxyHosts; with {@code :443} after it, for that port only; or a network such as {@code 10.0.0.0/8}, as in
 * NO_PROXY.
 */
final class HostPattern {
    private static final Pattern WITH_PORT = Pattern.compile("(\\[.*]|[^:]*):(\\d{1,5})");
    private static final Pattern NETWORK = Pattern.compile("([0-9a-f.:]+)/(\\d{1,3})");
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*");

    private HostPattern() {}

    static boolean matches(String pattern, URI address) {
        String wanted = pattern.trim().toLowerCase(Locale.ROOT);
        String host = bare(Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT));
        Matcher network = NETWORK.matcher(wanted);
        if (network.matches()) {
            return isWithin(host, network.group(1), Integer.parseInt(network.group(2)));
        }
        Matcher withPort = WITH_PORT.matcher(wanted);
        return withPort.matches()
                ? Integer.parseInt(withPort.group(2)) == port(address) && isLike(host, bare(withPort.group(1)))
                : isLike(host, bare(wanted));
    }

    private static int port(URI address) {
        return address.getPort() != -1 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    /** An address of IPv6 stands in brackets in a URL. A dot at the end of a name makes no other name of it. */
    private static String bare(String host) {
        return host.replaceFirst("^\\[(.*)]$", "$1").replaceFirst("\\.$", "");
    }

    private static boolean isLike(String host, String pattern) {
        String[] parts = pattern.split("\\*", -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            regex.append(".*").append(Pattern.quote(parts[i]));
        }
        return host.matches(regex.toString());
    }

    /** Of hosts that are written as an address; a name is not looked up for this. */
    private static boolean isWithin(String host, String network, int bits) {
        if (!LITERAL.matcher(host).matches() || !LITERAL.matcher(network).matches()) {
            return false;
        }
        try {
            byte[] one = InetAddress.getByName(host).getAddress();
            byte[] other = InetAddress.getByName(network).getAddress();
            int rest = one.length * 8 - bits;
            return one.length == other.length
                    && rest >= 0
                    && new BigInteger(1, one).shiftRight(rest).equals(new BigInteger(1, other).shiftRight(rest));
        } catch (UnknownHostException e) {
            return false; // 999.1.1.1
        }
    }
}
