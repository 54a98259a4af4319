package io.github.authenticode.process.windows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A program or library, as far as it can be told without starting it: processor, file version, exported names, and
 * whether it is a .NET one. Trusts no number in the file (Microsoft PE/COFF specification).
 *
 * @param architecture empty for a processor that Windows no longer runs on
 * @param managed whether it has a CLR header, and so needs a .NET runtime
 * @param versionText the strings of the version resource, for a look at the original file name
 */
public record PeImage(
        Optional<Architecture> architecture,
        Optional<ToolVersion> version,
        List<String> exports,
        boolean managed,
        String versionText) {
    private static final long SIZE_LIMIT = 64L * 1024 * 1024;
    private static final int RT_VERSION = 16;
    private static final int FIXED_FILE_INFO = 0xFEEF04BD;

    public PeImage {
        exports = List.copyOf(exports);
    }

    /** @throws IOException if the file cannot be read or is no PE image; the message says what is wrong with it */
    public static PeImage read(Path file) throws IOException {
        if (Files.size(file) > SIZE_LIMIT) {
            throw new IOException("it is too large to be a program");
        }
        return parse(Files.readAllBytes(file));
    }

    static PeImage parse(byte[] image) throws IOException {
        try {
            return new Reader(ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN)).image();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw new IOException("it is a damaged or cut-off PE image", e);
        }
    }

    private static final class Reader {
        private final ByteBuffer bytes;
        private int sections;
        private int sectionTable;
        private int directories;
        private int directoryCount;

        Reader(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        PeImage image() throws IOException {
            int pe = bytes.limit() >= 0x40 && u16(0) == 0x5A4D ? bytes.getInt(0x3C) : -1;
            if (pe < 0 || pe > bytes.limit() - 26 || bytes.getInt(pe) != 0x4550) {
                throw new IOException("it is no PE image");
            }
            sections = Math.min(96, u16(pe + 6));
            int optional = pe + 24;
            sectionTable = optional + u16(pe + 20);
            boolean plus = u16(optional) == 0x20B;
            directoryCount = Math.min(16, bytes.getInt(optional + (plus ? 108 : 92)));
            directories = optional + (plus ? 112 : 96);
            ByteBuffer version = versionResource();
            return new PeImage(
                    Architecture.ofMachine(u16(pe + 4)),
                    fixedVersion(version),
                    exports(),
                    directory(14) != 0,
                    text(version));
        }

        private int u16(int offset) {
            return bytes.getShort(offset) & 0xFFFF;
        }

        private int directory(int index) {
            return index < directoryCount ? bytes.getInt(directories + 8 * index) : 0;
        }

        /** The place in the file of a relative virtual address. */
        private int offset(int rva) {
            for (int i = 0; i < sections; i++) {
                int section = sectionTable + 40 * i;
                long start = bytes.getInt(section + 12) & 0xFFFFFFFFL;
                long size = bytes.getInt(section + 16) & 0xFFFFFFFFL;
                if (rva >= start && rva < start + size) {
                    return Math.toIntExact(rva - start + bytes.getInt(section + 20));
                }
            }
            throw new IndexOutOfBoundsException(rva);
        }

        private List<String> exports() {
            int rva = directory(0);
            if (rva == 0) {
                return List.of();
            }
            int table = offset(rva);
            int count = Math.min(4096, Math.max(0, bytes.getInt(table + 24)));
            List<String> names = new ArrayList<>();
            int pointers = count == 0 ? 0 : offset(bytes.getInt(table + 32));
            for (int i = 0; i < count; i++) {
                names.add(ascii(offset(bytes.getInt(pointers + 4 * i))));
            }
            return names;
        }

        private String ascii(int start) {
            StringBuilder name = new StringBuilder();
            for (int at = start; name.length() < 256 && bytes.get(at) != 0; at++) {
                name.append((char) (bytes.get(at) & 0xFF));
            }
            return name.toString();
        }

        /** Type 16, its first name, its first language; an empty buffer if there is none. */
        private ByteBuffer versionResource() {
            int rva = directory(2);
            if (rva == 0) {
                return ByteBuffer.allocate(0);
            }
            int root = offset(rva);
            int entry = child(root, 0, RT_VERSION);
            for (int level = 0; level < 2 && entry < 0; level++) {
                entry = child(root, entry & Integer.MAX_VALUE, -1);
            }
            if (entry <= 0) {
                return ByteBuffer.allocate(0);
            }
            int data = offset(bytes.getInt(root + entry));
            int size = Math.min(bytes.getInt(root + entry + 4), 65_536);
            return bytes.slice(data, Math.min(size, bytes.limit() - data)).order(ByteOrder.LITTLE_ENDIAN);
        }

        /** What an entry of a resource directory points to: negative for a subdirectory, 0 for none. */
        private int child(int root, int directory, int wanted) {
            int count = u16(root + directory + 12) + u16(root + directory + 14);
            for (int i = 0; i < Math.min(count, 1024); i++) {
                int entry = root + directory + 16 + 8 * i;
                if (wanted < 0 || bytes.getInt(entry) == wanted) {
                    return bytes.getInt(entry + 4);
                }
            }
            return 0;
        }

        private static Optional<ToolVersion> fixedVersion(ByteBuffer resource) {
            for (int at = 0; at + 16 <= resource.limit(); at += 4) {
                if (resource.getInt(at) == FIXED_FILE_INFO) {
                    int high = resource.getInt(at + 8);
                    int low = resource.getInt(at + 12);
                    return Optional.of(new ToolVersion(high >>> 16, high & 0xFFFF, low >>> 16, low & 0xFFFF));
                }
            }
            return Optional.empty();
        }

        private static String text(ByteBuffer resource) {
            return StandardCharsets.UTF_16LE
                    .decode(resource.duplicate())
                    .toString()
                    .toLowerCase(Locale.ROOT);
        }
    }
}
