package io.github.authenticode.verify.asn1;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The bounds on what decoding ASN.1 can cost, held before it begins. Bouncy Castle recurses into nested elements until
 * the stack ends, and makes an object of some 50 bytes of each element of two or three.
 */
public final class Asn1Bounds {
    /** A signature has some thousand, the catalog of a large update and a revocation list a few hundred thousand. */
    private static final int MAX_ELEMENTS = 1_000_000;

    private static final int MAX_OF_A_SIGNATURE = 100_000;
    /** As many as there is memory for: 50 to 100 bytes each, and some of them twice. */
    private static final long MAX_OF_A_CATALOG = Math.max(
            MAX_OF_A_SIGNATURE, Math.min(MAX_ELEMENTS, Runtime.getRuntime().maxMemory() >> 9));
    /**
     * A certificate trust list (1.3.6.1.4.1.311.10.1), and what one that is a catalog begins with
     * (1.3.6.1.4.1.311.12.1.1).
     */
    private static final List<byte[]> CATALOGS = List.of(
            HexFormat.of().parseHex("06092b0601040182370a01"), HexFormat.of().parseHex("060a2b0601040182370c0101"));
    /** Within that many bytes it says what it is. */
    private static final int BEGINNING = 128;
    /** Certificates, nested signatures and timestamps together reach about 30. */
    private static final int MAX_DEPTH = 100;

    private final byte[] bytes;
    private final long maxElements;
    private final int[] ends = new int[MAX_DEPTH + 1];
    private int depth;
    private int position;

    private Asn1Bounds(byte[] bytes, long maxElements) {
        this.bytes = bytes;
        this.maxElements = maxElements;
        ends[0] = bytes.length;
    }

    /**
     * Passes what can be decoded at a bounded cost; whether it makes sense is for the decoder to find out.
     *
     * @throws MalformedFileException if it is nested too deeply or has too many elements
     */
    public static void check(byte[] der) throws MalformedFileException {
        new Asn1Bounds(der, MAX_ELEMENTS).check();
    }

    /**
     * Likewise, of a signature or its content.
     *
     * @throws MalformedFileException if it is nested too deeply, or has more elements than any signature of its kind
     */
    public static void checkSignature(byte[] der) throws MalformedFileException {
        new Asn1Bounds(der, isCatalog(der) ? MAX_OF_A_CATALOG : MAX_OF_A_SIGNATURE).check();
    }

    /** The same for something that has fewer elements, at most so many. */
    public static void check(byte[] der, int most) throws MalformedFileException {
        new Asn1Bounds(der, most).check();
    }

    private void check() throws MalformedFileException {
        for (int elements = 0; position + 1 < bytes.length; elements++) {
            if (elements == maxElements) {
                throw new MalformedFileException("it has more than " + maxElements + " ASN.1 elements");
            }
            while (depth > 0 && position >= ends[depth]) {
                depth--;
            }
            next();
        }
    }

    private static boolean isCatalog(byte[] bytes) {
        for (byte[] oid : CATALOGS) {
            for (int at = 0; at + oid.length <= Math.min(bytes.length, BEGINNING); at++) {
                if (Arrays.equals(bytes, at, at + oid.length, oid, 0, oid.length)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void next() throws MalformedFileException {
        boolean constructed = (bytes[position] & 0x20) != 0;
        boolean endOfContents = bytes[position] == 0 && bytes[position + 1] == 0;
        skipTag();
        long end = endOfLength();
        if (constructed) {
            if (depth == MAX_DEPTH) {
                throw new MalformedFileException("its ASN.1 elements are nested more than " + MAX_DEPTH + " deep");
            }
            ends[++depth] = (int) Math.min(ends[depth - 1], end);
        } else if (endOfContents && depth > 0) {
            depth--;
        } else {
            position = (int) Math.min(ends[depth], end);
        }
    }

    private void skipTag() {
        boolean longTag = (bytes[position++] & 0x1F) == 0x1F;
        while (longTag && position < bytes.length && bytes[position] < 0) {
            position++;
        }
        position += longTag ? 1 : 0;
    }

    /**
     * Leaves the position after the length. An indefinite one, or one that is no number, reaches as far as possible.
     */
    private long endOfLength() {
        if (position >= bytes.length) {
            return bytes.length;
        }
        int first = bytes[position++] & 0xFF;
        if (first < 0x80) {
            return position + (long) first;
        }
        long length = 0;
        for (int left = first - 0x80; left > 0 && position < bytes.length; left--) {
            length = Math.min(Integer.MAX_VALUE, length << 8 | (bytes[position++] & 0xFF));
        }
        return first == 0x80 ? bytes.length : position + length;
    }
}
