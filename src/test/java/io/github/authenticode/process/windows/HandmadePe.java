package io.github.authenticode.process.windows;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Lays out a PE image with what {@link PeImage} reads: a machine, a version resource, exports, a CLR header. One
 * section holds it all; its relative virtual address is 0x1000 and its place in the file 0x400.
 */
public record HandmadePe(int machine, String version, String originalName, List<String> exports, boolean managed) {
    private static final int RVA = 0x1000;
    private static final int RAW = 0x400;
    private static final int PE = 0x80;

    public static byte[] signtool(int machine, String version) {
        return new HandmadePe(machine, version, "SIGNTOOL.EXE", List.of(), false).bytes();
    }

    public static byte[] library(int machine, boolean managed, String... exports) {
        return new HandmadePe(machine, "1.0.95.0", "some.dll", List.of(exports), managed).bytes();
    }

    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(0x2000).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, new byte[] {'M', 'Z'}).putInt(0x3C, PE);
        out.putInt(PE, 0x4550).putShort(PE + 4, (short) machine).putShort(PE + 6, (short) 1);
        boolean plus = machine != 0x14C;
        int directories = PE + 24 + (plus ? 112 : 96);
        out.putShort(PE + 20, (short) (plus ? 240 : 224)).putShort(PE + 24, (short) (plus ? 0x20B : 0x10B));
        out.putInt(directories - 4, 16);
        int section = PE + 24 + (plus ? 240 : 224);
        out.putInt(section + 12, RVA).putInt(section + 16, 0x1C00).putInt(section + 20, RAW);
        putVersion(out, RAW);
        out.putInt(directories + 16, RVA);
        if (!exports.isEmpty()) {
            putExports(out, 0x800);
            out.putInt(directories, RVA + 0x800);
        }
        out.putInt(directories + 14 * 8, managed ? RVA + 0x10 : 0);
        return out.array();
    }

    /** Three levels of directories with one entry each, then the data: VS_FIXEDFILEINFO and a string. */
    private void putVersion(ByteBuffer out, int root) {
        int[] levels = {16, 1, 1033};
        for (int i = 0; i < 3; i++) {
            int directory = root + 24 * i;
            out.putShort(directory + 14, (short) 1).putInt(directory + 16, levels[i]);
            out.putInt(directory + 20, 24 * (i + 1) | (i < 2 ? 0x80000000 : 0));
        }
        int data = 0x100;
        byte[] name = ("\0OriginalFilename\0" + originalName).getBytes(UTF_16LE);
        out.putInt(root + 72, RVA + data).putInt(root + 76, 64 + name.length);
        ToolVersion parsed = ToolVersion.parse(version).orElseThrow();
        out.putInt(root + data + 40 - 40, 0xFEEF04BD);
        out.putInt(root + data + 8, parsed.major() << 16 | parsed.minor());
        out.putInt(root + data + 12, parsed.build() << 16 | parsed.revision());
        out.put(root + data + 64, name);
    }

    private void putExports(ByteBuffer out, int place) {
        int table = RAW + place;
        out.putInt(table + 24, exports.size()).putInt(table + 32, RVA + place + 40);
        int name = place + 40 + 4 * exports.size();
        for (int i = 0; i < exports.size(); i++) {
            out.putInt(table + 40 + 4 * i, RVA + name);
            out.put(RAW + name, exports.get(i).getBytes(US_ASCII));
            name += exports.get(i).length() + 1;
        }
    }
}
