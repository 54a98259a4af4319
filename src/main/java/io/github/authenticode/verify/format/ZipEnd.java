package io.github.authenticode.verify.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * What closes a zip archive: the end of central directory record, before it in large archives (and all that MakeAppx writes) the
 * zip64 one with its locator (APPNOTE.TXT 4.3.14 to 4.3.16).
 *
 * @param wide the zip64 record, empty if there is none
 * @param locator empty as well then
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ZipEnd(byte[] wide, byte[] locator, byte[] narrow, long directoryStart, long directorySize, long count) {
    private static final int MAGIC = 0x06054B50;
    private static final int NARROW = 22;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final int LOCATOR_MAGIC = 0x07064B50;
    private static final int LOCATOR = 20;
    private static final int WIDE_MAGIC = 0x06064B50;
    private static final int WIDE = 56;
    private static final int MAX_WIDE = 64 * 1024;

    static ZipEnd read(FileBytes file) throws IOException {
        long start = find(file);
        byte[] bytes = file.read(start, (int) (file.size() - start));
        ByteBuffer narrow = numbers(bytes);
        boolean isWide = narrow.getShort(10) == -1 || narrow.getInt(12) == -1 || narrow.getInt(16) == -1;
        if (isWide && start >= LOCATOR) {
            byte[] locator = file.read(start - LOCATOR, LOCATOR);
            if (numbers(locator).getInt(0) == LOCATOR_MAGIC) {
                return readWide(file, bytes, locator, start - LOCATOR);
            }
        }
        requireOneDisk(narrow.getShort(8) == narrow.getShort(10));
        return new ZipEnd(
                        new byte[0],
                        new byte[0],
                        bytes,
                        Integer.toUnsignedLong(narrow.getInt(16)),
                        Integer.toUnsignedLong(narrow.getInt(12)),
                        Short.toUnsignedInt(narrow.getShort(10)))
                .requireDirectoryBefore(start);
    }

    private static ZipEnd readWide(FileBytes file, byte[] narrow, byte[] locator, long end) throws IOException {
        long start = numbers(locator).getLong(8);
        if (start < 0 || end - start < WIDE || end - start > MAX_WIDE) {
            throw ZipPart.damaged("its zip64 directory cannot be found");
        }
        byte[] bytes = file.read(start, (int) (end - start));
        ByteBuffer wide = numbers(bytes);
        if (wide.getInt(0) != WIDE_MAGIC || wide.getLong(4) != end - start - 12) {
            throw ZipPart.damaged("its zip64 directory cannot be found");
        }
        requireOneDisk(wide.getLong(24) == wide.getLong(32));
        return new ZipEnd(bytes, locator, narrow, wide.getLong(48), wide.getLong(40), wide.getLong(32))
                .requireDirectoryBefore(start);
    }

    /** Both counts are digested as they were before the signature, whatever they say now; some readers use the first. */
    private static void requireOneDisk(boolean sameCount) throws MalformedFileException {
        if (!sameCount) {
            throw ZipPart.damaged("its last record counts the parts in two ways");
        }
    }

    /** The directory must end where the records begin that close it, or some reader would find another one. */
    private ZipEnd requireDirectoryBefore(long end) throws MalformedFileException {
        if (directoryStart < 0
                || directorySize < 0
                || directorySize > end
                || directoryStart != end - directorySize
                || count < 0) {
            throw ZipPart.damaged("its directory is not where its last record says");
        }
        return this;
    }

    /** The last record whose comment reaches exactly to the end of the file. */
    private static long find(FileBytes file) throws IOException {
        int length = (int) Math.min(file.size(), NARROW + MAX_COMMENT);
        long tailStart = file.size() - length;
        ByteBuffer tail = file.readNumbers(tailStart, length);
        for (int i = length - NARROW; i >= 0; i--) {
            if (tail.getInt(i) == MAGIC && Short.toUnsignedInt(tail.getShort(i + 20)) == length - NARROW - i) {
                return tailStart + i;
            }
        }
        throw new MalformedFileException("The file is no package: it has no zip directory.");
    }

    /** Feeds these records as they were before the last part was added, which begins where the directory did then. */
    void digestWithout(ZipPart part, MessageDigest digest) {
        long start = part.localHeader();
        long size = directorySize - part.recordLength();
        if (wide.length > 0) {
            ByteBuffer changed = copy(wide);
            changed.putLong(24, count - 1)
                    .putLong(32, count - 1)
                    .putLong(40, size)
                    .putLong(48, start);
            digest.update(changed);
            digest.update(copy(locator).putLong(8, start + size));
        }
        ByteBuffer changed = copy(narrow);
        if (changed.getShort(8) != -1) {
            changed.putShort(8, (short) (count - 1));
        }
        if (changed.getShort(10) != -1) {
            changed.putShort(10, (short) (count - 1));
        }
        if (changed.getInt(12) != -1) {
            changed.putInt(12, (int) size);
        }
        if (changed.getInt(16) != -1) {
            changed.putInt(16, (int) start);
        }
        digest.update(changed);
    }

    private static ByteBuffer copy(byte[] record) {
        return numbers(record.clone());
    }

    private static ByteBuffer numbers(byte[] record) {
        return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }
}
