package io.github.authenticode.verify.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The header of a cabinet up to its folders ([MS-CAB] 2.1). A signature is announced in the reserved area: two lengths, data
 * of others, and 16 bytes that begin with the offset and the size of the signature behind the cabinet.
 *
 * @param fixed the first 36 bytes
 * @param others the reserved data of others, with its length in front; empty if the area has no signature
 * @param signatureStart 0 if there is none
 * @param names the names of the neighbours in a set of cabinets
 * @param folders offset of the first folder entry, where the header ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CabHeader(
        byte[] fixed,
        byte[] others,
        long signatureStart,
        long signatureSize,
        byte[] names,
        long folders,
        long cabinetSize) {
    private static final int SIZE = 36;
    private static final int MAGIC = 0x4643534D;
    private static final int SIGNATURE_POINTER = 16;
    private static final int MAX_NAME = 256;

    static CabHeader read(FileBytes file) throws IOException {
        if (file.size() < SIZE) {
            throw new MalformedFileException("The file is too short for a cabinet: " + file.size() + " bytes.");
        }
        byte[] bytes = file.read(0, SIZE);
        ByteBuffer fixed = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (fixed.getInt(0) != MAGIC) {
            throw new MalformedFileException("The file is no cabinet: it does not begin with MSCF.");
        }
        long cabinetSize = Integer.toUnsignedLong(fixed.getInt(8));
        if (cabinetSize > file.size()) {
            throw new MalformedFileException("The cabinet is cut off: its header claims " + cabinetSize + " bytes, "
                    + file.size() + " are there.");
        }
        return read(file, bytes, fixed.getShort(30), cabinetSize);
    }

    private static CabHeader read(FileBytes file, byte[] fixed, int flags, long cabinetSize) throws IOException {
        long position = SIZE;
        Reserve reserve = new Reserve(new byte[0], 0, 0);
        if ((flags & 4) != 0) {
            ByteBuffer sizes = file.readNumbers(SIZE, 4);
            int length = Short.toUnsignedInt(sizes.getShort(0));
            reserve = Reserve.of(file.readNumbers(SIZE + 4, length));
            position += 4 + length;
        }
        int nameCount = 2 * ((flags & 1) + ((flags >> 1) & 1));
        byte[] names = names(file, position, nameCount);
        if (position + names.length > cabinetSize) {
            throw new MalformedFileException("The cabinet is damaged: its header is longer than the cabinet.");
        }
        return new CabHeader(
                fixed, reserve.others, reserve.start, reserve.size, names, position + names.length, cabinetSize);
    }

    private static byte[] names(FileBytes file, long position, int count) throws IOException {
        int available = (int) Math.min(file.size() - position, (long) count * MAX_NAME);
        byte[] bytes = file.read(position, available);
        int length = 0;
        for (int found = 0; found < count; length++) {
            if (length == bytes.length) {
                throw new MalformedFileException("The cabinet is damaged: the name of a neighbour does not end.");
            }
            found += bytes[length] == 0 ? 1 : 0;
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Feeds all of the header but its checksum field, and of the reserved area only what belongs to others. */
    void digest(MessageDigest digest) {
        digest.update(fixed, 0, 4);
        digest.update(fixed, 8, SIZE - 8);
        digest.update(others);
        digest.update(names);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Reserve(byte[] others, long start, long size) {
        static Reserve of(ByteBuffer area) {
            int othersLength = area.limit() < 4 ? 0 : Short.toUnsignedInt(area.getShort(0));
            int pointerLength = area.limit() < 4 ? 0 : Short.toUnsignedInt(area.getShort(2));
            int pointer = 4 + othersLength;
            if (pointerLength != SIGNATURE_POINTER || area.limit() < pointer + pointerLength) {
                return new Reserve(new byte[0], 0, 0);
            }
            byte[] others = new byte[2 + othersLength];
            area.get(0, others, 0, 2).get(4, others, 2, othersLength);
            return new Reserve(
                    others,
                    Integer.toUnsignedLong(area.getInt(pointer)),
                    Integer.toUnsignedLong(area.getInt(pointer + 4)));
        }
    }
}
