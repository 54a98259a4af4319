package io.github.authenticode.verify.format.cab;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.content.SignatureBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * The header of a cabinet up to its folders ([MS-CAB] 2.1). A signature is announced in the reserved area: two lengths,
 * data of others, and 16 bytes that begin with the offset and the size of the signature behind the cabinet.
 *
 * @param fixed the first 36 bytes
 * @param reserve the reserved area
 * @param folderReserve bytes behind each folder entry
 * @param dataReserve bytes behind the header of each data block
 * @param names the names of the neighbours in a set of cabinets
 * @param folders offset of the first folder entry, where the header ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CabHeader(
        byte[] fixed,
        CabReserve reserve,
        int folderReserve,
        int dataReserve,
        byte[] names,
        long folders,
        long cabinetSize) {
    private static final int SIZE = 36;
    private static final int MAGIC = 0x4643534D;
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
        CabReserve reserve = CabReserve.NONE;
        int folderReserve = 0;
        int dataReserve = 0;
        if ((flags & 4) != 0) {
            ByteBuffer sizes = file.readNumbers(SIZE, 4);
            int length = Short.toUnsignedInt(sizes.getShort(0));
            folderReserve = Byte.toUnsignedInt(sizes.get(2));
            dataReserve = Byte.toUnsignedInt(sizes.get(3));
            reserve = CabReserve.of(file.readNumbers(SIZE + 4, length));
            position += 4 + length;
        }
        int nameCount = 2 * ((flags & 1) + ((flags >> 1) & 1));
        byte[] names = names(file, position, nameCount);
        position += names.length;
        if (position > cabinetSize) {
            throw new MalformedFileException("The cabinet is damaged: its header is longer than the cabinet.");
        }
        return new CabHeader(fixed, reserve, folderReserve, dataReserve, names, position, cabinetSize);
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
        digest.update(reserve.others());
        digest.update(names);
    }

    /** What the digest leaves out and a signature leaves zero, to follow a colon; empty if it is. */
    Optional<String> fault() {
        if (!SignatureBlob.isZero(fixed, 4, 8)) {
            return Optional.of("its header has a number in the place of the checksum, where nothing belongs");
        }
        return reserve.isFilled()
                ? Optional.of("its header holds data beside the place of the signature")
                : Optional.empty();
    }
}
