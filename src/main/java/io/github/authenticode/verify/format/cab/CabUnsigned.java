package io.github.authenticode.verify.format.cab;

import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.comparison.Pieces;
import io.github.authenticode.verify.format.content.SignatureBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The parts of a cabinet that are not its signature ([MS-CAB] 2.1). To announce one, the header gets a reserved area,
 * and all offsets grow by its length: they count here as if there were none. Of that area counts what belongs to
 * others. Behind the cabinet only the announced signature is none of the content.
 */
public final class CabUnsigned {
    private static final int HEADER = 36;
    private static final int FOLDER = 8;
    private static final int RESERVED = 4;
    private static final int SIGNATURE_POINTER = 16;

    private final FileBytes file;
    private final ByteBuffer fixed;
    /** The sizes of the reserved areas, then that of the header; empty if there are none. */
    private final byte[] reserve;

    private final Pieces pieces = new Pieces();

    private CabUnsigned(FileBytes file, ByteBuffer fixed, byte[] reserve) {
        this.file = file;
        this.fixed = fixed;
        this.reserve = reserve;
    }

    public static Pieces pieces(FileBytes file) throws IOException {
        CabHeader.read(file);
        ByteBuffer fixed = file.readNumbers(0, HEADER);
        boolean reserved = (fixed.getShort(30) & RESERVED) != 0;
        int length =
                reserved ? 4 + Short.toUnsignedInt(file.readNumbers(HEADER, 2).getShort()) : 0;
        CabUnsigned cabinet = new CabUnsigned(file, fixed, file.read(HEADER, length));
        cabinet.addHeader();
        cabinet.addContent(CabHeader.read(file).folders());
        return cabinet.pieces;
    }

    private void addHeader() {
        ByteBuffer counted = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        counted.put(fixed.duplicate().rewind());
        counted.putInt(8, fixed.getInt(8) - reserve.length);
        counted.putInt(16, fixed.getInt(16) - reserve.length);
        counted.putShort(30, (short) (fixed.getShort(30) & ~RESERVED));
        pieces.add("the header", 0, HEADER, counted.array());
        byte[] others = reserve.length == 0 ? new byte[2] : Arrays.copyOfRange(reserve, 2, 4);
        pieces.add("the sizes of reserved areas", HEADER, HEADER + reserve.length, others);
        pieces.add("the reserved area of the header", HEADER + 4, HEADER + reserve.length, reservedForOthers());
    }

    /** Zeros at the end are room that was left. */
    private byte[] reservedForOthers() {
        OptionalInt pointer = pointer();
        int from = Math.min(pointer.isPresent() ? 8 : 4, reserve.length);
        int to = pointer.orElse(reserve.length);
        while (to > from && reserve[to - 1] == 0) {
            to--;
        }
        return Arrays.copyOfRange(reserve, from, to);
    }

    /**
     * Where in the reserve the announcement of a signature stands, or would; nowhere, if the area is used in another
     * way.
     */
    private OptionalInt pointer() {
        if (reserve.length < 8) {
            return OptionalInt.empty();
        }
        int pointer = 8 + number(4);
        int end = pointer + number(6);
        boolean known = number(6) == 0 || number(6) == SIGNATURE_POINTER;
        return known && end <= reserve.length && SignatureBlob.isZero(reserve, end, reserve.length)
                ? OptionalInt.of(pointer)
                : OptionalInt.empty();
    }

    private int number(int at) {
        return Short.toUnsignedInt(
                ByteBuffer.wrap(reserve).order(ByteOrder.LITTLE_ENDIAN).getShort(at));
    }

    private void addContent(long folders) throws IOException {
        long cabinetEnd = Integer.toUnsignedLong(fixed.getInt(8));
        pieces.add("the names of neighbouring cabinets", HEADER + reserve.length, folders);
        int folderLength = FOLDER + (reserve.length == 0 ? 0 : reserve[2] & 0xFF);
        long position = folders;
        for (int i = 0; i < Short.toUnsignedInt(fixed.getShort(26)); i++) {
            byte[] folder = file.read(position, folderLength);
            ByteBuffer numbers = ByteBuffer.wrap(folder).order(ByteOrder.LITTLE_ENDIAN);
            numbers.putInt(0, numbers.getInt(0) - reserve.length);
            pieces.add("the entry of folder " + (i + 1), position, position + folderLength, folder);
            position += folderLength;
        }
        long behind = Math.max(position, cabinetEnd);
        pieces.add("files and data", position, behind);
        addBehind(behind);
    }

    private void addBehind(long end) {
        OptionalInt pointer = pointer();
        long from = end;
        if (pointer.isPresent() && number(6) == SIGNATURE_POINTER) {
            ByteBuffer announced = ByteBuffer.wrap(reserve, pointer.getAsInt(), SIGNATURE_POINTER)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN);
            if (Integer.toUnsignedLong(announced.getInt(0)) == end) {
                from = Math.min(file.size(), end + Integer.toUnsignedLong(announced.getInt(4)));
            }
        }
        pieces.add("the bytes behind the cabinet", from, file.size());
    }
}
