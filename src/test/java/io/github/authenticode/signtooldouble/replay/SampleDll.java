package io.github.authenticode.signtooldouble.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A 64-bit DLL that has nothing but the names that it exports (Microsoft PE/COFF, sections 2 and 6.3). */
final class SampleDll {
    private static final int HEADER = 0x80;
    private static final int SECTION = 0x200;
    private static final int ADDRESS = 0x1000;

    private SampleDll() {}

    static byte[] exporting(List<String> names) {
        ByteBuffer image = ByteBuffer.allocate(3 * SECTION).order(ByteOrder.LITTLE_ENDIAN);
        image.put(0, new byte[] {'M', 'Z'}).putInt(0x3C, HEADER).position(HEADER);
        image.put("PE\0\0".getBytes(US_ASCII)).putShort((short) 0x8664).putShort((short) 1); // x64, one section
        image.putInt(0).putInt(0).putInt(0).putShort((short) 0xF0).putShort((short)
                0x2022); // DLL, executable, large addresses
        int optional = image.position();
        image.putShort((short) 0x20B);
        image.putInt(optional + 108, 16); // directories
        image.putInt(optional + 112, names.isEmpty() ? 0 : ADDRESS);
        image.putInt(optional + 116, names.isEmpty() ? 0 : 2 * SECTION);
        image.position(optional + 0xF0);
        image.put(".edata\0\0".getBytes(US_ASCII)).putInt(2 * SECTION).putInt(ADDRESS);
        image.putInt(2 * SECTION).putInt(SECTION);
        putExports(image, names);
        return image.array();
    }

    private static void putExports(ByteBuffer image, List<String> names) {
        int pointers = SECTION + 40;
        int text = pointers + 4 * names.size();
        image.putInt(SECTION + 24, names.size());
        image.putInt(SECTION + 32, addressOf(pointers));
        for (String name : names) {
            image.putInt(pointers, addressOf(text));
            image.put(text, (name + "\0").getBytes(US_ASCII));
            pointers += 4;
            text += name.length() + 1;
        }
    }

    private static int addressOf(int offset) {
        return offset - SECTION + ADDRESS;
    }
}
