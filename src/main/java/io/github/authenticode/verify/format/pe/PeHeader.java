package io.github.authenticode.verify.format.pe;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The fields of a Portable Executable that matter to its signature (Microsoft PE/COFF specification, 2 to 4).
 *
 * @param checksum offset of the four bytes of CheckSum
 * @param directory offset of the certificate table's data directory, 0 if the file has none
 * @param tableStart offset of the certificate table: this directory alone holds a file offset and no address
 * @param tableSize 0 if there is no table
 * @param sectionTable offset of the first section header
 * @param page bytes of a page of the processor that the program is for, whatever its alignment of sections
 */
record PeHeader(
        long checksum,
        long directory,
        long tableStart,
        long tableSize,
        long sectionTable,
        int sections,
        int page,
        long headersSize) {
    static final int DIRECTORY_SIZE = 8;

    private static final int DOS_HEADER = 64;
    /** IMAGE_FILE_MACHINE_IA64, ALPHA and ALPHA64. */
    private static final Set<Integer> LARGE_PAGED_MACHINES = Set.of(0x200, 0x184, 0x284);

    private static final int ROM_IMAGE = 0x107;
    private static final int CERTIFICATE_DIRECTORY = 4;

    static PeHeader read(FileBytes file) throws IOException {
        if (file.size() < DOS_HEADER) {
            throw new MalformedFileException("The file is too short for a program: " + file.size() + " bytes.");
        }
        ByteBuffer dos = file.readNumbers(0, DOS_HEADER);
        if (dos.getShort(0) != 0x5A4D) {
            throw new MalformedFileException("The file is no program: it does not begin with MZ.");
        }
        long start = Integer.toUnsignedLong(dos.getInt(0x3C));
        if (start > file.size() - 4 || file.readNumbers(start, 4).getInt() != 0x4550) {
            throw new MalformedFileException(
                    "The file is no Windows program: the PE header is missing at offset " + start + ".");
        }
        ByteBuffer header = file.readNumbers(start, 120);
        int magic = Short.toUnsignedInt(header.getShort(24));
        if (magic == ROM_IMAGE) {
            throw new MalformedFileException(
                    "The file is a ROM image, which has no place for a signature. Leave it out.");
        }
        if (magic != 0x10B && magic != 0x20B) {
            throw new MalformedFileException(
                    String.format("The file is no Windows program: its optional header has the type 0x%X.", magic));
        }
        return read(file, header, start, magic == 0x20B ? 16 : 0);
    }

    private static PeHeader read(FileBytes file, ByteBuffer header, long start, int wider) throws IOException {
        long directories = start + 120 + wider;
        long count = Integer.toUnsignedLong(file.readNumbers(directories - 4, 4).getInt());
        long directory = 0;
        long tableStart = 0;
        long tableSize = 0;
        if (count > CERTIFICATE_DIRECTORY) {
            directory = directories + CERTIFICATE_DIRECTORY * DIRECTORY_SIZE;
            ByteBuffer entry = file.readNumbers(directory, DIRECTORY_SIZE);
            tableStart = Integer.toUnsignedLong(entry.getInt(0));
            tableSize = Integer.toUnsignedLong(entry.getInt(4));
        }
        return new PeHeader(
                start + 88,
                directory,
                tableStart,
                tableSize,
                start + 24 + Short.toUnsignedInt(header.getShort(20)),
                Short.toUnsignedInt(header.getShort(6)),
                page(Short.toUnsignedInt(header.getShort(4))),
                Integer.toUnsignedLong(header.getInt(84)));
    }

    /** 8 KiB on Itanium and Alpha, 4 KiB elsewhere (sassoftware/relic#32). */
    private static int page(int machine) {
        return LARGE_PAGED_MACHINES.contains(machine) ? 8192 : 4096;
    }

    /** Whether there is an entry for a certificate table, or could be without writing over the section headers. */
    boolean hasRoomForSignature() {
        boolean fits = directory + DIRECTORY_SIZE <= sectionTable || tableSize > 0;
        return directory > 0 && fits;
    }

    long tableEnd() {
        return tableStart + tableSize;
    }
}
