package io.github.authenticode.verify.format.compound;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import io.github.authenticode.verify.asn1.MalformedFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One entry in the directory of a compound file ([MS-CFB] 2.6.1), with the byte ranges that installer signatures
 * digest.
 *
 * @param name UTF-16LE, without the terminating zero
 * @param metadata user flags, then for all but the root the times of creation and change
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CompoundEntry(
        int type,
        byte[] name,
        int left,
        int right,
        int child,
        byte[] classId,
        byte[] metadata,
        int startSector,
        long size) {
    static final int LENGTH = 128;
    static final int STORAGE = 1;
    static final int STREAM = 2;
    public static final int ROOT = 5;

    static CompoundEntry read(byte[] directory, int index, boolean wideSizes) throws MalformedFileException {
        int offset = index * LENGTH;
        ByteBuffer entry = ByteBuffer.wrap(directory, offset, LENGTH).slice().order(ByteOrder.LITTLE_ENDIAN);
        int nameLength = entry.getShort(64);
        int type = entry.get(66);
        if (nameLength < 2 || nameLength > 64 || nameLength % 2 != 0) {
            throw CompoundSectors.damaged("entry " + index + " of its directory has no valid name");
        }
        if (type != STORAGE && type != STREAM && type != ROOT) {
            throw CompoundSectors.damaged("entry " + index + " of its directory has the type " + type);
        }
        long size = wideSizes ? entry.getLong(120) : Integer.toUnsignedLong(entry.getInt(120));
        if (size < 0) {
            throw CompoundSectors.damaged("entry " + index + " of its directory has no valid size");
        }
        return new CompoundEntry(
                type,
                Arrays.copyOfRange(directory, offset, offset + nameLength - 2),
                entry.getInt(68),
                entry.getInt(72),
                entry.getInt(76),
                Arrays.copyOfRange(directory, offset + 80, offset + 96),
                Arrays.copyOfRange(directory, offset + 96, offset + 116),
                entry.getInt(116),
                size);
    }

    public boolean isStream() {
        return type == STREAM;
    }

    public boolean isNamed(String text) {
        return Arrays.equals(name, text.getBytes(UTF_16LE));
    }
}
