package io.github.authenticode.verify.format.zip;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * What closes a zip archive: the end of central directory record, before it in large archives (and all that MakeAppx
 * writes) the zip64 one with its locator (APPNOTE.TXT 4.3.14 to 4.3.16).
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

    static ZipEnd read(FileBytes file) throws IOException {
        long start = find(file);
        byte[] bytes = file.read(start, (int) (file.size() - start));
        if (start >= LOCATOR) {
            byte[] locator = file.read(start - LOCATOR, LOCATOR);
            if (numbers(locator).getInt(0) == LOCATOR_MAGIC) {
                return readWide(file, bytes, locator, start - LOCATOR);
            }
        }
        ByteBuffer narrow = numbers(bytes);
        requireOneDisk(narrow.getInt(4) == 0 && narrow.getShort(8) == narrow.getShort(10));
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
        if (start < 0 || end - start != WIDE) {
            throw ZipPart.damaged("its zip64 directory cannot be found");
        }
        byte[] bytes = file.read(start, WIDE);
        ByteBuffer wide = numbers(bytes);
        if (wide.getInt(0) != WIDE_MAGIC || wide.getLong(4) != WIDE - 12) {
            throw ZipPart.damaged("its zip64 directory cannot be found");
        }
        boolean oneFile = numbers(locator).getInt(4) == 0 && numbers(locator).getInt(16) <= 1;
        requireOneDisk(oneFile && wide.getLong(16) == 0 && wide.getLong(24) == wide.getLong(32));
        return new ZipEnd(bytes, locator, narrow, wide.getLong(48), wide.getLong(40), wide.getLong(32))
                .requireSameNarrow()
                .requireDirectoryBefore(start);
    }

    /**
     * Both counts are digested as they were before the signature, whatever they say now; some readers use the first.
     */
    private static void requireOneDisk(boolean one) throws MalformedFileException {
        if (!one) {
            throw ZipPart.damaged("its last record counts the parts in two ways, or speaks of other files");
        }
    }

    /** Some readers look at the zip64 record only for those numbers that are all ones in the other one. */
    private ZipEnd requireSameNarrow() throws MalformedFileException {
        ByteBuffer old = numbers(narrow);
        boolean same = (old.getInt(4) == 0 || old.getInt(4) == -1)
                && isSame(Short.toUnsignedLong(old.getShort(8)), count, 0xFFFF)
                && isSame(Short.toUnsignedLong(old.getShort(10)), count, 0xFFFF)
                && isSame(Integer.toUnsignedLong(old.getInt(12)), directorySize, 0xFFFFFFFFL)
                && isSame(Integer.toUnsignedLong(old.getInt(16)), directoryStart, 0xFFFFFFFFL);
        if (!same) {
            throw ZipPart.damaged("its last record contradicts the zip64 one before it");
        }
        return this;
    }

    private static boolean isSame(long narrow, long wide, long allOnes) {
        return narrow == wide || narrow == allOnes;
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

    /**
     * The last record, whose comment must reach exactly to the end of the file. A second one within the comment would
     * be the only one for readers that look for the letters alone.
     */
    private static long find(FileBytes file) throws IOException {
        int length = (int) Math.min(file.size(), NARROW + MAX_COMMENT);
        long tailStart = file.size() - length;
        ByteBuffer tail = file.readNumbers(tailStart, length);
        for (int i = length - Integer.BYTES; i >= 0; i--) {
            if (tail.getInt(i) == MAGIC) {
                int comment = length - NARROW - i;
                if (comment < 0 || Short.toUnsignedInt(tail.getShort(i + 20)) != comment) {
                    throw ZipPart.damaged("its comment does not end with the file");
                }
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
        boolean alone = wide.length == 0;
        if (alone || changed.getShort(8) != -1) {
            changed.putShort(8, (short) (count - 1));
        }
        if (alone || changed.getShort(10) != -1) {
            changed.putShort(10, (short) (count - 1));
        }
        if (alone || changed.getInt(12) != -1) {
            changed.putInt(12, (int) size);
        }
        if (alone || changed.getInt(16) != -1) {
            changed.putInt(16, (int) start);
        }
        digest.update(changed);
    }

    boolean isWide() {
        return wide.length > 0;
    }

    private static ByteBuffer copy(byte[] record) {
        return numbers(record.clone());
    }

    private static ByteBuffer numbers(byte[] record) {
        return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }
}
