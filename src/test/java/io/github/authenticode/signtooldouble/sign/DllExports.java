package io.github.authenticode.signtooldouble.sign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The names that a 64-bit DLL exports (Microsoft PE/COFF, section 6.3): what signtool asks GetProcAddress for after
 * loading it.
 */
final class DllExports {
    private static final int PE32_PLUS = 0x20B;

    private final ByteBuffer image;
    private final int sectionTable;
    private final int sections;
    private final int directories;

    private DllExports(byte[] bytes) {
        image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = image.getInt(0x3C);
        int optional = header + 24;
        if (image.getShort(0) != 0x5A4D || image.getInt(header) != 0x4550 || image.getShort(optional) != PE32_PLUS) {
            throw new IndexOutOfBoundsException("not a 64-bit image");
        }
        sections = image.getShort(header + 6);
        sectionTable = optional + image.getShort(header + 20);
        directories = optional + 112;
    }

    /**
     * Empty for whatever cannot be loaded: signtool itself makes no difference between that and a DLL of another kind.
     */
    static Set<String> of(Path dll) throws IOException {
        if (!Files.isRegularFile(dll)) {
            return Set.of();
        }
        try {
            return new DllExports(Files.readAllBytes(dll)).names();
        } catch (IndexOutOfBoundsException notADll) {
            return Set.of();
        }
    }

    private Set<String> names() {
        int table = image.getInt(directories);
        if (table == 0) {
            return Set.of();
        }
        int at = offset(table);
        int count = image.getInt(at + 24);
        int pointers = offset(image.getInt(at + 32));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            names.add(text(offset(image.getInt(pointers + 4 * i))));
        }
        return names;
    }

    private int offset(int address) {
        for (int i = 0; i < sections; i++) {
            int section = sectionTable + 40 * i;
            int start = image.getInt(section + 12);
            if (address >= start && address < start + image.getInt(section + 16)) {
                return address - start + image.getInt(section + 20);
            }
        }
        throw new IndexOutOfBoundsException("address outside all sections");
    }

    private String text(int at) {
        int end = at;
        while (image.get(end) != 0) {
            end++;
        }
        return new String(image.array(), at, end - at, StandardCharsets.US_ASCII);
    }
}
