package io.github.authenticode.verify.format.content;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.asn1.Asn1Bounds;
import io.github.authenticode.verify.asn1.DerElement;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.violation.Violation;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The bytes of a file that should be one PKCS#7 SignedData and nothing else. What follows the DER is covered by no
 * digest, so anything there but zeros up to the next multiple of 8 can smuggle data past the signature (CVE-2013-3900,
 * MS13-098; Windows itself looks only where EnableCertPaddingCheck is set).
 */
public final class SignatureBlob {
    /** More than any signature needs, nested ones and timestamps included; a bound on what is read into memory. */
    public static final int MAX_LENGTH = 16 * 1024 * 1024;

    /**
     * A signature has some thousand; a revocation list in it may have tens of thousands. Each takes up to 200 bytes of
     * memory.
     */
    private static final int MAX_ELEMENTS = 150_000;

    private static final byte[] SIGNED_DATA = HexFormat.of().parseHex("06092a864886f70d010702");
    private static final int ALIGNMENT = 8;

    private SignatureBlob() {}

    public static StoredSignatures of(byte[] bytes) {
        DerElement element;
        try {
            element = DerElement.at(bytes, 0, bytes.length, DerElement.SEQUENCE);
            Asn1Bounds.check(bytes, MAX_ELEMENTS);
        } catch (MalformedFileException e) {
            return StoredSignatures.none(ContentFindings.damaged(String.valueOf(e.getMessage())));
        }
        byte[] der = Arrays.copyOf(bytes, element.end());
        int extra = bytes.length - der.length;
        if (extra < ALIGNMENT && isZero(bytes, der.length, bytes.length)) {
            return new StoredSignatures(List.of(der), List.of());
        }
        return new StoredSignatures(List.of(der), List.of(trailing(extra)));
    }

    /** The same where what fills up ends at a multiple of 8, or there is nothing of it. */
    public static StoredSignatures aligned(byte[] bytes) {
        StoredSignatures found = of(bytes);
        int extra = bytes.length
                - found.signatures().stream().mapToInt(s -> s.length).sum();
        return !found.violations().isEmpty() || extra == 0 || bytes.length % ALIGNMENT == 0
                ? found
                : new StoredSignatures(found.signatures(), List.of(trailing(extra)));
    }

    public static Violation trailing(long extra) {
        // Fewer than it takes to reach the next multiple of 8 are the padding, which is zeros.
        return ContentFindings.misplaced(
                extra < ALIGNMENT ? Rule.ZERO_PADDING : Rule.NOTHING_APPENDED,
                "The signature is followed by " + extra + " bytes that it does not cover and that may hide data.");
    }

    /** Whether a sequence begins there whose first element is the identifier of SignedData, be the rest as it may. */
    public static boolean begins(byte[] bytes, int position) {
        if (position + 2 > bytes.length || bytes[position] != (byte) DerElement.SEQUENCE) {
            return false;
        }
        int start = position + 2 + (bytes[position + 1] < 0 ? bytes[position + 1] & 0x7F : 0);
        int end = start + SIGNED_DATA.length;
        return start <= position + 6
                && end <= bytes.length
                && Arrays.equals(bytes, start, end, SIGNED_DATA, 0, SIGNED_DATA.length);
    }

    public static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
