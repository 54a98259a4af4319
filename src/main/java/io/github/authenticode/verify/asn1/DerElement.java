package io.github.authenticode.verify.asn1;

/**
 * The bounds of one DER element (X.690, 8.1). Only headers are decoded and nothing recurses, so that hostile input
 * costs nothing; multi-byte tags and indefinite lengths, which DER forbids in signatures, are refused.
 *
 * @param contentStart index of the first content byte
 * @param end index after the last content byte
 */
public record DerElement(int tag, int contentStart, int end) {
    public static final int OBJECT_IDENTIFIER = 0x06;
    public static final int SEQUENCE = 0x30;
    public static final int SET = 0x31;
    public static final int EXPLICIT_0 = 0xA0;

    /** Decodes the header at the offset; the element must end at or before the limit. */
    public static DerElement at(byte[] bytes, int offset, int limit) throws MalformedFileException {
        if (limit - offset < 2) {
            throw new MalformedFileException("an ASN.1 element is cut off");
        }
        int tag = bytes[offset] & 0xFF;
        if ((tag & 0x1F) == 0x1F) {
            throw new MalformedFileException("an ASN.1 element has an unknown tag");
        }
        int first = bytes[offset + 1] & 0xFF;
        int lengthBytes = first < 0x80 ? 0 : first - 0x80;
        int contentStart = offset + 2 + lengthBytes;
        if (first == 0x80 || lengthBytes > 4 || contentStart > limit) {
            throw new MalformedFileException("an ASN.1 element has no definite length");
        }
        long length = lengthBytes == 0 ? first : number(bytes, offset + 2, lengthBytes);
        if (length > limit - contentStart) {
            throw new MalformedFileException(
                    "an ASN.1 element claims " + length + " bytes where only " + (limit - contentStart) + " are left");
        }
        return new DerElement(tag, contentStart, contentStart + (int) length);
    }

    /** The element must have the tag. */
    public static DerElement at(byte[] bytes, int offset, int limit, int tag) throws MalformedFileException {
        DerElement element = at(bytes, offset, limit);
        if (element.tag != tag) {
            throw new MalformedFileException(
                    String.format("an ASN.1 element has the tag %02X instead of %02X", element.tag, tag));
        }
        return element;
    }

    private static long number(byte[] bytes, int offset, int length) {
        long number = 0;
        for (int i = offset; i < offset + length; i++) {
            number = (number << 8) | (bytes[i] & 0xFF);
        }
        return number;
    }
}
