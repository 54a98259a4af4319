package io.github.authenticode.plan.filetype;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * The kind of package that a zip archive is, told by the names in its central directory (APPNOTE.TXT 4.3). The JDK's
 * own reader is no use here: it reads the whole directory into memory, and rejects the zip64 fields that MakeAppx
 * writes.
 */
final class PackageNames {
    private static final int END = 22;
    /** What can hold the end record, whose comment has at most 64 KiB. */
    static final int TAIL = END + 0xFFFF;

    private static final int END_MAGIC = 0x06054B50;
    private static final int LOCATOR = 20;
    private static final int WIDE_END = 56;
    private static final int RECORD = 46;
    private static final int RECORD_MAGIC = 0x02014B50;
    private static final int MAX_RECORDS = 1_000_000;
    private static final int WINDOW = 64 * 1024;

    private PackageNames() {}

    /** Absent for a zip archive that is none of the packages, or damaged. */
    static Optional<FileFormat> format(FileChannel channel) throws IOException {
        long position = directory(channel);
        for (int records = 0; position >= 0 && records < MAX_RECORDS; ) {
            ByteBuffer window = FormatDetector.read(channel, position, WINDOW + 3 * 0xFFFF);
            int offset = 0;
            while (offset <= WINDOW && window.limit() - offset >= RECORD && window.getInt(offset) == RECORD_MAGIC) {
                int nameLength = Short.toUnsignedInt(window.getShort(offset + 28));
                int next = offset
                        + RECORD
                        + nameLength
                        + Short.toUnsignedInt(window.getShort(offset + 30))
                        + Short.toUnsignedInt(window.getShort(offset + 32));
                if (next > window.limit()) {
                    return Optional.empty();
                }
                Optional<FileFormat> format = ofName(
                        UTF_8.decode(window.slice(offset + RECORD, nameLength)).toString());
                if (format.isPresent()) {
                    return format;
                }
                offset = next;
                records++;
            }
            position = offset > WINDOW ? position + offset : -1;
        }
        return Optional.empty();
    }

    private static Optional<FileFormat> ofName(String name) {
        if (name.equals("AppxManifest.xml") || name.equals("AppxMetadata/AppxBundleManifest.xml")) {
            return Optional.of(FileFormat.APPX);
        }
        boolean isNuget = name.endsWith(".nuspec") && name.indexOf('/') < 0;
        return isNuget ? Optional.of(FileFormat.NUGET) : Optional.empty();
    }

    /** Where the central directory begins, or -1. */
    private static long directory(FileChannel channel) throws IOException {
        long size = channel.size();
        int length = (int) Math.min(size, TAIL);
        ByteBuffer tail = FormatDetector.read(channel, size - length, length);
        for (int i = tail.limit() - END; i >= 0; i--) {
            if (tail.getInt(i) == END_MAGIC && Short.toUnsignedInt(tail.getShort(i + 20)) == tail.limit() - END - i) {
                int start = tail.getInt(i + 16);
                return start == -1
                        ? wideDirectory(channel, size - length + i - LOCATOR)
                        : Integer.toUnsignedLong(start);
            }
        }
        return -1;
    }

    /** Whether there is an end record in these last bytes of a file that makes sense; something may follow it. */
    static boolean isTail(ByteBuffer tail, long size) {
        for (int i = tail.limit() - END; i >= 0; i--) {
            if (tail.getInt(i) == END_MAGIC && isSensible(tail, i, size - tail.limit() + i)) {
                return true;
            }
        }
        return false;
    }

    /** One disk, some records, and room for them before the end record; or zip64, which says all of that elsewhere. */
    private static boolean isSensible(ByteBuffer tail, int end, long position) {
        int records = Short.toUnsignedInt(tail.getShort(end + 10));
        long directory = Integer.toUnsignedLong(tail.getInt(end + 12));
        boolean wide = tail.getInt(end + 16) == -1;
        return tail.getInt(end + 4) == 0
                && records == Short.toUnsignedInt(tail.getShort(end + 8))
                && records > 0
                && (wide || (directory >= (long) RECORD * records && directory <= position));
    }

    private static long wideDirectory(FileChannel channel, long locatorStart) throws IOException {
        if (locatorStart < 0) {
            return -1;
        }
        long end = FormatDetector.read(channel, locatorStart, LOCATOR).getLong(8);
        if (end < 0 || end > channel.size() - WIDE_END) {
            return -1;
        }
        return FormatDetector.read(channel, end, WIDE_END).getLong(48);
    }
}
