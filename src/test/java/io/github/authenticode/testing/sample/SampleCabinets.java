package io.github.authenticode.testing.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cabinets with reserved areas, as makecab makes them with ReservePerCabinetSize, ReservePerFolderSize and
 * ReservePerDataBlockSize: two blocks and a file without compression in each folder.
 *
 * @param header bytes reserved in the header, behind each folder and in each data block
 * @param gap bytes between the files and the data
 * @param flags 4 for reserves, 1 and 2 for neighbours in a set
 */
public record SampleCabinets(int header, int folder, int data, int folders, int gap, int flags) {
    private static final int BLOCK = 40;

    public static SampleCabinets with(int header, int folder, int data, int folders) {
        return new SampleCabinets(header, folder, data, folders, 0, 4);
    }

    public SampleCabinets gap(int bytes) {
        return new SampleCabinets(header, folder, data, folders, bytes, flags);
    }

    /** As one in the middle of a set. */
    public SampleCabinets inSet() {
        return new SampleCabinets(header, folder, data, folders, gap, flags | 3);
    }

    public byte[] bytes() {
        byte[] names = (flags & 3) == 0 ? new byte[0] : "a.cab\0one\0c.cab\0three\0".getBytes(US_ASCII);
        int foldersAt = 36 + 4 + header + names.length;
        int filesAt = foldersAt + folders * (8 + folder);
        int dataAt = filesAt + folders * 22 + gap;
        int size = dataAt + folders * 2 * (8 + data + BLOCK);
        ByteBuffer cab = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        cab.put("MSCF".getBytes(US_ASCII))
                .putInt(0)
                .putInt(size)
                .putInt(0)
                .putInt(filesAt)
                .putInt(0);
        cab.put((byte) 3).put((byte) 1).putShort((short) folders).putShort((short) folders);
        cab.putShort((short) flags).putShort((short) 1234).putShort((short) 0);
        cab.putShort((short) header).put((byte) folder).put((byte) data);
        cab.position(36 + 4 + header).put(names);
        for (int i = 0; i < folders; i++) {
            cab.position(foldersAt + i * (8 + folder));
            cab.putInt(dataAt + i * 2 * (8 + data + BLOCK)).putShort((short) 2).putShort((short) 0);
        }
        cab.position(filesAt);
        for (int i = 0; i < folders; i++) {
            cab.putInt(2 * BLOCK).putInt(0).putShort((short) i).putShort((short) 0x5C96);
            cab.putShort((short) 0).putShort((short) 0x20).put(("f" + i + ".tx\0").getBytes(US_ASCII));
        }
        cab.position(dataAt);
        for (int i = 0; i < 2 * folders; i++) {
            cab.putInt(0).putShort((short) BLOCK).putShort((short) BLOCK);
            cab.position(cab.position() + data);
            cab.put(String.valueOf((char) ('A' + i)).repeat(BLOCK).getBytes(US_ASCII));
        }
        return cab.array();
    }

    /** With something at a place. */
    public static byte[] changed(byte[] cabinet, int position, int... values) {
        byte[] changed = cabinet.clone();
        for (int i = 0; i < values.length; i++) {
            changed[position + i] = (byte) values[i];
        }
        return changed;
    }

    /** With something behind it. */
    public static byte[] followed(byte[] file, byte[] by) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(file);
        both.writeBytes(by);
        return both.toByteArray();
    }
}
