package io.github.authenticode.verify.format.cab;

import io.github.authenticode.verify.format.content.SignatureBlob;
import java.nio.ByteBuffer;

/**
 * The reserved area in the header of a cabinet. What Windows signs there is the length and the data of others; where
 * the area is longer than it takes, as makecab's ReservePerCabinetSize makes it, nothing digests the rest.
 *
 * @param others the data of others, with its length in front; empty if the area has no place for a signature
 * @param signatureStart 0 if there is none
 * @param isFilled whether there is anything but zeros behind start and size
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CabReserve(byte[] others, long signatureStart, long signatureSize, boolean isFilled) {
    static final CabReserve NONE = new CabReserve(new byte[0], 0, 0, false);

    private static final int POINTER = 16;

    static CabReserve of(ByteBuffer area) {
        int othersLength = area.limit() < 4 ? 0 : Short.toUnsignedInt(area.getShort(0));
        int pointerLength = area.limit() < 4 ? 0 : Short.toUnsignedInt(area.getShort(2));
        int pointer = 4 + othersLength;
        if (pointerLength != POINTER || area.limit() < pointer + pointerLength) {
            return NONE;
        }
        byte[] rest = new byte[area.limit() - pointer - 8];
        area.get(pointer + 8, rest);
        byte[] others = new byte[2 + othersLength];
        area.get(0, others, 0, 2).get(4, others, 2, othersLength);
        return new CabReserve(
                others,
                Integer.toUnsignedLong(area.getInt(pointer)),
                Integer.toUnsignedLong(area.getInt(pointer + 4)),
                !SignatureBlob.isZero(rest, 0, rest.length));
    }
}
