package io.github.authenticode.verify.format.zip;

import java.nio.ByteBuffer;

/**
 * The fields that the local header and the directory record of one part have alike (APPNOTE.TXT 4.3.7 and 4.3.12), from
 * the version needed to the length of the extra fields. Sizes are as they stand there: zeros, or all ones where an
 * extra field has the true ones.
 */
public record ZipFields(
        int version,
        int flags,
        int method,
        int time,
        int crc,
        int compressedSize,
        int size,
        int nameLength,
        int extraLength) {
    static final int ENCRYPTED = 1;
    /** Checksum and sizes follow the data. */
    static final int DESCRIPTOR = 1 << 3;

    static final int UTF_8_NAMES = 1 << 11;

    /** How hard was tried to compress: no reader needs it, and some writers tell it in one place only. */
    private static final int EFFORT = 3 << 1;

    /** Reads the fields, of which the first stands at the offset. */
    static ZipFields read(ByteBuffer numbers, int start) {
        return new ZipFields(
                number(numbers, start),
                number(numbers, start + 2),
                number(numbers, start + 4),
                numbers.getInt(start + 6),
                numbers.getInt(start + 10),
                numbers.getInt(start + 14),
                numbers.getInt(start + 18),
                number(numbers, start + 22),
                number(numbers, start + 24));
    }

    private static int number(ByteBuffer numbers, int offset) {
        return Short.toUnsignedInt(numbers.getShort(offset));
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** The flags on which it depends how a part is read. */
    int decisiveFlags() {
        return flags & ~EFFORT;
    }
}
