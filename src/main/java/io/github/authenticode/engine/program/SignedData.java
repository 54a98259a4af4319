package io.github.authenticode.engine.program;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The first bytes of a PKCS#7 SignedData in DER: a sequence whose first element is the identifier 1.2.840.113549.1.7.2.
 */
final class SignedData {
    private static final byte[] IDENTIFIER = HexFormat.of().parseHex("06092a864886f70d010702");
    /** Tag, four bytes of length at most, identifier. */
    static final int LONGEST = 6 + IDENTIFIER.length;

    private SignedData() {}

    static boolean begins(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != 0x30) {
            return false;
        }
        int lengthBytes = bytes[1] < 0 ? bytes[1] & 0x7F : 0;
        int start = 2 + lengthBytes;
        int end = start + IDENTIFIER.length;
        return lengthBytes <= 4
                && end <= bytes.length
                && Arrays.equals(bytes, start, end, IDENTIFIER, 0, IDENTIFIER.length);
    }
}
