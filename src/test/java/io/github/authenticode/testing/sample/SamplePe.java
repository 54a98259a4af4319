package io.github.authenticode.testing.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Lays out a PE32+ image by hand: headers, one code section of 512 bytes, and an overlay (Microsoft PE/COFF, section
 * 2).
 */
final class SamplePe {
    private static final int PE_HEADER = 0x80;
    private static final int ALIGNMENT = 0x200;

    private SamplePe() {}

    static byte[] bytes(int overlayBytes) {
        ByteBuffer image = ByteBuffer.allocate(2 * ALIGNMENT + overlayBytes).order(ByteOrder.LITTLE_ENDIAN);
        image.put(0, new byte[] {'M', 'Z'});
        image.putInt(0x3C, PE_HEADER);
        image.position(PE_HEADER);
        putCoffHeader(image);
        putOptionalHeader(image);
        putSectionHeader(image);
        image.put(ALIGNMENT, new byte[] {0x31, (byte) 0xC0, (byte) 0xC3}); // xor eax, eax; ret
        byte[] overlay = new byte[overlayBytes];
        new Random(7).nextBytes(overlay);
        image.put(2 * ALIGNMENT, overlay);
        return image.array();
    }

    private static void putCoffHeader(ByteBuffer image) {
        image.put("PE\0\0".getBytes(US_ASCII));
        image.putShort((short) 0x8664); // x64
        image.putShort((short) 1); // sections
        image.putInt(0).putInt(0).putInt(0); // time stamp, symbol table
        image.putShort((short) 0xF0); // size of the optional header
        image.putShort((short) 0x22); // executable, large addresses
    }

    private static void putOptionalHeader(ByteBuffer image) {
        image.putShort((short) 0x20B).putShort((short) 14); // PE32+, linker version
        image.putInt(ALIGNMENT).putInt(0).putInt(0); // size of code and of data
        image.putInt(0x1000).putInt(0x1000); // entry point, base of code
        image.putLong(0x140000000L);
        image.putInt(0x1000).putInt(ALIGNMENT); // alignment of sections in memory and in the file
        image.putShort((short) 6).putShort((short) 0).putInt(0); // operating system and image version
        image.putShort((short) 6).putShort((short) 0).putInt(0); // subsystem version
        image.putInt(0x2000).putInt(ALIGNMENT).putInt(0); // size of image and of headers, checksum
        image.putShort((short) 3).putShort((short) 0x8160); // console; ASLR, DEP, terminal server aware
        image.putLong(0x100000).putLong(0x1000).putLong(0x100000).putLong(0x1000); // stack, heap
        image.putInt(0).putInt(16); // loader flags, number of directories
        image.put(new byte[16 * 8]);
    }

    private static void putSectionHeader(ByteBuffer image) {
        image.put(".text\0\0\0".getBytes(US_ASCII));
        image.putInt(3).putInt(0x1000); // virtual size and address
        image.putInt(ALIGNMENT).putInt(ALIGNMENT); // size and offset in the file
        image.putInt(0).putInt(0).putInt(0);
        image.putInt(0x60000020); // code, executable, readable
    }
}
