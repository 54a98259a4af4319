package io.github.authenticode.engine.program;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header of a program, as far as it tells of the certificate table and of what lies around it (Microsoft PE/COFF
 * specification, 3 and 4).
 *
 * @param magic type of the optional header: 0x10B, 0x20B
 * @param directories how many data directories it claims; the fifth is that of the certificate table
 * @param directory offset of that fifth one, where the header has room for it
 * @param start offset of the certificate table in the file, 0 for none
 * @param size bytes of the table, 0 for none
 * @param headersEnd where headers and section table end
 * @param sections contents of the sections
 */
record ProgramHeader(
        int magic, long directories, long directory, long start, long size, long headersEnd, List<Range> sections) {
    private static final short MZ = 0x5A4D;
    private static final int PE = 0x4550;
    private static final int CERTIFICATE_DIRECTORY = 4;
    private static final int DIRECTORY = 8;
    private static final int SECTION = 40;
    private static final int ROM_IMAGE = 0x107;

    ProgramHeader {
        sections = List.copyOf(sections);
    }

    /** Bytes of a file, the last one excluded. */
    record Range(long from, long to) {
        boolean overlaps(Range other) {
            return from < other.to && other.from < to;
        }
    }

    /** Empty if the file is no program, or ends before its header does: what that means is the engine's to say. */
    static Optional<ProgramHeader> read(FileChannel file) throws IOException {
        try {
            long start = Integer.toUnsignedLong(numbers(file, 0x3C, 4).getInt(0));
            boolean program = numbers(file, 0, 2).getShort(0) == MZ
                    && numbers(file, start, 4).getInt(0) == PE;
            return program ? Optional.of(read(file, start)) : Optional.empty();
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private static ProgramHeader read(FileChannel file, long start) throws IOException {
        ByteBuffer coff = numbers(file, start, 26);
        int sections = Short.toUnsignedInt(coff.getShort(6));
        long sectionTable = start + 24 + Short.toUnsignedInt(coff.getShort(20));
        int magic = Short.toUnsignedInt(coff.getShort(24));
        if (magic == ROM_IMAGE || sectionTable < start + 26) {
            return new ProgramHeader(magic, 0, 0, 0, 0, 0, List.of());
        }
        long first = start + (magic == 0x20B ? 136 : 120);
        long count = first > sectionTable
                ? 0
                : Integer.toUnsignedLong(numbers(file, first - 4, 4).getInt(0));
        long directory = first + CERTIFICATE_DIRECTORY * DIRECTORY;
        if (count <= CERTIFICATE_DIRECTORY || directory + DIRECTORY > sectionTable) {
            long room = Math.max(0, Math.min(count, (sectionTable - first) / DIRECTORY));
            return new ProgramHeader(magic, room, 0, 0, 0, 0, List.of());
        }
        ByteBuffer entry = numbers(file, directory, DIRECTORY);
        long sizeOfHeaders = Integer.toUnsignedLong(numbers(file, start + 84, 4).getInt(0));
        return new ProgramHeader(
                magic,
                count,
                directory,
                Integer.toUnsignedLong(entry.getInt(0)),
                Integer.toUnsignedLong(entry.getInt(4)),
                Math.max(sizeOfHeaders, sectionTable + (long) sections * SECTION),
                sections(numbers(file, sectionTable, sections * SECTION), sections));
    }

    private static List<Range> sections(ByteBuffer table, int count) {
        List<Range> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long size = Integer.toUnsignedLong(table.getInt(i * SECTION + 16));
            long start = Integer.toUnsignedLong(table.getInt(i * SECTION + 20));
            sections.add(new Range(start, start + size));
        }
        return sections;
    }

    boolean isRomImage() {
        return magic == ROM_IMAGE;
    }

    boolean hasRoomForSignature() {
        return directory > 0;
    }

    long end() {
        return start + size;
    }

    static ByteBuffer numbers(FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("The file ends within its header.");
            }
        }
        return bytes.flip();
    }
}
