package io.github.authenticode.verify.format.pe;

import io.github.authenticode.verify.format.base.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The place of a section's content in a program's file, in the order of the section headers; nothing if its size is 0.
 */
record PeSection(long start, long size) {
    static final int HEADER = 40;

    static List<PeSection> read(FileBytes file, PeHeader header) throws IOException {
        ByteBuffer numbers = file.readNumbers(header.sectionTable(), header.sections() * HEADER);
        List<PeSection> sections = new ArrayList<>();
        for (int i = 0; i < header.sections(); i++) {
            sections.add(new PeSection(
                    Integer.toUnsignedLong(numbers.getInt(i * HEADER + 20)),
                    Integer.toUnsignedLong(numbers.getInt(i * HEADER + 16))));
        }
        return sections;
    }

    long end() {
        return start + size;
    }

    boolean overlaps(long from, long to) {
        return size > 0 && start < to && end() > from;
    }
}
