package io.github.authenticode.http.guarded;

import java.net.InetAddress;
import java.util.List;

/**
 * The distinction of addresses of the Internet from those of a machine, a company or a network operator, by IANA's
 * registries of special-purpose addresses (RFC 6890). A certificate that names one of the latter may be made to have
 * the build machine ask its neighbours.
 */
final class PublicAddresses {
    private static final List<Range> SPECIAL = List.of(
            Range.of(8, 0),
            Range.of(8, 10),
            Range.of(10, 100, 64),
            Range.of(8, 127),
            Range.of(16, 169, 254),
            Range.of(12, 172, 16),
            Range.of(24, 192, 0, 0),
            Range.of(24, 192, 0, 2),
            Range.of(24, 192, 88, 99),
            Range.of(16, 192, 168),
            Range.of(15, 198, 18),
            Range.of(24, 198, 51, 100),
            Range.of(24, 203, 0, 113),
            Range.of(3, 224));

    /**
     * Of IPv6 only 2000::/3 is given out; within it 2001::/23 (Teredo among it), documentation and 6to4 lead elsewhere.
     */
    private static final Range GLOBAL = Range.of(3, 0x20);

    private static final List<Range> SPECIAL_GLOBAL = List.of(
            Range.of(23, 0x20, 1), Range.of(32, 0x20, 1, 0x0d, 0xb8), Range.of(16, 0x20, 2), Range.of(20, 0x3f, 0xff));

    /** How IPv6-only networks write an address of IPv4 (RFC 6052); the last four bytes are that address. */
    private static final Range NAT64 = Range.of(96, 0, 0x64, 0xff, 0x9b);

    private PublicAddresses() {}

    /** Java turns an IPv4-mapped address into the IPv4 one, so that no such disguise gets here. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return isPublic4(bytes);
        }
        return NAT64.contains(bytes)
                ? isPublic4(new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]})
                : GLOBAL.contains(bytes) && SPECIAL_GLOBAL.stream().noneMatch(r -> r.contains(bytes));
    }

    private static boolean isPublic4(byte[] address) {
        return SPECIAL.stream().noneMatch(r -> r.contains(address));
    }

    private record Range(int bits, List<Integer> prefix) {
        static Range of(int bits, Integer... prefix) {
            return new Range(bits, List.of(prefix));
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int wanted = bit / 8 < prefix.size() ? prefix.get(bit / 8) : 0;
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (wanted & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
