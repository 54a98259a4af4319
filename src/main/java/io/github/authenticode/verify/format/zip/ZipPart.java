package io.github.authenticode.verify.format.zip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.authenticode.verify.asn1.MalformedFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One record of a zip archive's central directory (APPNOTE.TXT 4.3.12), with zip64 sizes resolved.
 *
 * @param fields as they stand in the record
 * @param localHeader offset of the part's local header in the file
 * @param recordStart offset of this record in the central directory
 */
public record ZipPart(
        String name,
        ZipFields fields,
        long compressedSize,
        long size,
        long localHeader,
        int recordStart,
        int recordEnd) {
    public static final int STORED = 0;
    public static final int DEFLATED = 8;

    private static final int MAGIC = 0x02014B50;
    public static final int FIXED = 46;
    private static final int ALL_ONES = 0xFFFF;

    /** Reads the record at the offset. */
    static ZipPart read(byte[] bytes, int start) throws MalformedFileException {
        ByteBuffer directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (directory.limit() - start < FIXED || directory.getInt(start) != MAGIC) {
            throw damaged("a record of its directory is missing");
        }
        ZipFields fields = ZipFields.read(directory, start + 6);
        int commentLength = Short.toUnsignedInt(directory.getShort(start + 32));
        int extra = start + FIXED + fields.nameLength();
        if (directory.limit() - extra < fields.extraLength() + commentLength) {
            throw damaged("a record of its directory is cut off");
        }
        String name = name(bytes, start + FIXED, fields);
        ZipExtra more = ZipExtra.read(bytes, extra, extra + fields.extraLength());
        int disk = Short.toUnsignedInt(directory.getShort(start + 34));
        if (disk != 0 && disk != ALL_ONES) {
            throw damaged("its part " + name + " is said to be in another file");
        }
        ZipNames.requireOne(name, more);
        long[] wide = more.resolve(name, fields.size(), fields.compressedSize(), directory.getInt(start + 42));
        int end = extra + fields.extraLength() + commentLength;
        return new ZipPart(name, fields, wide[1], wide[0], wide[2], start, end);
    }

    /** The name that stands there, by the character set that the flags tell. */
    static String name(byte[] bytes, int start, ZipFields fields) {
        return new String(bytes, start, fields.nameLength(), fields.has(ZipFields.UTF_8_NAMES) ? UTF_8 : ISO_8859_1);
    }

    public int method() {
        return fields.method();
    }

    /** Only who knows a password can read the content. */
    public boolean encrypted() {
        return fields.has(ZipFields.ENCRYPTED);
    }

    int recordLength() {
        return recordEnd - recordStart;
    }

    public static MalformedFileException damaged(String reason) {
        return new MalformedFileException("The package is damaged: " + reason + ".");
    }
}
