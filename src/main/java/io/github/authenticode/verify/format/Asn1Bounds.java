package io.github.authenticode.verify.format;

/**
 * Bounds what decoding ASN.1 can cost before it begins. Bouncy Castle recurses into nested elements until the stack ends, and
 * makes an object of some 50 bytes of each element of two or three.
 */
public final class Asn1Bounds {
    /** A signature has some thousand, the catalog of a large update a few hundred thousand. */
    private static final int MAX_ELEMENTS = 1_000_000;
    /** Certificates, nested signatures and timestamps together reach about 30. */
    private static final int MAX_DEPTH = 100;

    private final byte[] bytes;
    private final int[] ends = new int[MAX_DEPTH + 1];
    private int depth;
    private int position;

    private Asn1Bounds(byte[] bytes) {
        this.bytes = bytes;
        ends[0] = bytes.length;
    }

    /**
     * Passes what can be decoded at a bounded cost; whether it makes sense is for the decoder to find out.
     *
     * @throws MalformedFileException if it is nested too deeply or has too many elements
     */
    public static void check(byte[] der) throws MalformedFileException {
        check(der, MAX_ELEMENTS);
    }

    /** The same for something that has fewer elements, at most so many. */
    static void check(byte[] der, int most) throws MalformedFileException {
        new Asn1Bounds(der).check(most);
    }

    private void check(int most) throws MalformedFileException {
        for (int elements = 0; position + 1 < bytes.length; elements++) {
            if (elements == most) {
                throw new MalformedFileException("it has more than " + most + " ASN.1 elements");
            }
            while (depth > 0 && position >= ends[depth]) {
                depth--;
            }
            next();
        }
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

    /** Leaves the position after the length. An indefinite one, or one that is no number, reaches as far as possible. */
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
