package io.github.authenticode.verify.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One record of a zip archive's central directory (APPNOTE.TXT 4.3.12), with zip64 sizes resolved.
 *
 * @param encrypted only who knows a password can read the content
 * @param localHeader offset of the part's local header in the file
 * @param recordStart offset of this record in the central directory
 */
public record ZipPart(
        String name,
        int method,
        boolean encrypted,
        long compressedSize,
        long size,
        long localHeader,
        int recordStart,
        int recordEnd) {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    private static final int MAGIC = 0x02014B50;
    private static final int FIXED = 46;
    private static final long IN_EXTRA = 0xFFFFFFFFL;
    private static final int ENCRYPTED = 1;
    private static final int UTF_8_NAMES = 1 << 11;

    /** Reads the record at the offset. */
    static ZipPart read(byte[] bytes, int start) throws MalformedFileException {
        ByteBuffer directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (directory.limit() - start < FIXED || directory.getInt(start) != MAGIC) {
            throw damaged("a record of its directory is missing");
        }
        int nameLength = Short.toUnsignedInt(directory.getShort(start + 28));
        int extraLength = Short.toUnsignedInt(directory.getShort(start + 30));
        int commentLength = Short.toUnsignedInt(directory.getShort(start + 32));
        int extra = start + FIXED + nameLength;
        if (directory.limit() - extra < extraLength + commentLength) {
            throw damaged("a record of its directory is cut off");
        }
        int flags = directory.getShort(start + 8);
        boolean utf8 = (flags & UTF_8_NAMES) != 0;
        String name = new String(bytes, start + FIXED, nameLength, utf8 ? UTF_8 : ISO_8859_1);
        Wide wide = new Wide(directory, extra, extra + extraLength);
        long size = wide.resolve(directory.getInt(start + 24));
        long compressedSize = wide.resolve(directory.getInt(start + 20));
        long localHeader = wide.resolve(directory.getInt(start + 42));
        int method = Short.toUnsignedInt(directory.getShort(start + 10));
        int end = extra + extraLength + commentLength;
        boolean encrypted = (flags & ENCRYPTED) != 0;
        return new ZipPart(name, method, encrypted, compressedSize, size, localHeader, start, end);
    }

    int recordLength() {
        return recordEnd - recordStart;
    }

    static MalformedFileException damaged(String reason) {
        return new MalformedFileException("The package is damaged: " + reason + ".");
    }

    /** The zip64 extra field: 64-bit numbers in place of those that are all ones, in the order of the record (4.5.3). */
    private static final class Wide {
        private final ByteBuffer directory;
        private int position;
        private int end;

        Wide(ByteBuffer directory, int start, int limit) {
            this.directory = directory;
            for (int field = start; field + 4 <= limit; ) {
                int fieldEnd = field + 4 + Short.toUnsignedInt(directory.getShort(field + 2));
                if (directory.getShort(field) == 1 && fieldEnd <= limit) {
                    position = field + 4;
                    end = fieldEnd;
                }
                field = fieldEnd;
            }
        }

        long resolve(int narrow) throws MalformedFileException {
            long value = Integer.toUnsignedLong(narrow);
            if (value != IN_EXTRA) {
                return value;
            }
            if (end - position < 8 || directory.getLong(position) < 0) {
                throw damaged("a zip64 size or offset is missing");
            }
            position += 8;
            return directory.getLong(position - 8);
        }
    }
}
