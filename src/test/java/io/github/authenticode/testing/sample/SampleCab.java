package io.github.authenticode.testing.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a cabinet of one folder and one file without compression ([MS-CAB] 2). */
final class SampleCab {
    private static final int HEADER = 36;
    private static final int FOLDER = 8;
    private static final int BLOCK = 32_768;
    private static final byte[] NAME = "readme.txt\0".getBytes(US_ASCII);

    private SampleCab() {}

    static byte[] bytes(int contentBytes) {
        int blocks = (contentBytes + BLOCK - 1) / BLOCK;
        int filesAt = HEADER + FOLDER;
        int dataAt = filesAt + 16 + NAME.length;
        int size = dataAt + 8 * blocks + contentBytes;
        ByteBuffer cab = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        cab.put("MSCF".getBytes(US_ASCII)).putInt(0).putInt(size).putInt(0);
        cab.putInt(filesAt).putInt(0);
        cab.put((byte) 3).put((byte) 1); // version 1.3
        cab.putShort((short) 1).putShort((short) 1); // folders, files
        cab.putShort((short) 0).putShort((short) 1234).putShort((short) 0); // flags, set, number in the set
        cab.putInt(dataAt).putShort((short) blocks).putShort((short) 0); // the folder, not compressed
        cab.putInt(contentBytes).putInt(0).putShort((short) 0); // the file: size, offset, folder
        cab.putShort((short) 0x5C96).putShort((short) 0).putShort((short) 0x20).put(NAME); // date, time, archive flag
        for (int written = 0; written < contentBytes; written += BLOCK) {
            putBlock(cab, written, Math.min(BLOCK, contentBytes - written));
        }
        return cab.array();
    }

    private static void putBlock(ByteBuffer cab, int start, int length) {
        cab.putInt(0).putShort((short) length).putShort((short) length); // no checksum
        for (int i = start; i < start + length; i++) {
            cab.put((byte) ('A' + i % 26));
        }
    }
}
