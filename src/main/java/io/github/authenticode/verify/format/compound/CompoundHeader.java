package io.github.authenticode.verify.format.compound;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The header of a compound file ([MS-CFB] 2.2).
 *
 * @param sectorShift 9 or 12: the power of two that is the size of a sector; the header takes the place of one
 * @param tableSectors how many sectors hold the allocation table
 * @param tableStarts the first 109 sectors of the allocation table; the others are in the chain from {@code moreTables}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CompoundHeader(
        int sectorShift,
        long tableSectors,
        int directoryStart,
        int miniTableStart,
        int miniTableSectors,
        int moreTables,
        int[] tableStarts,
        int minorVersion,
        long directorySectors) {
    static final int SIZE = 512;
    /** Streams smaller than this live in the mini stream; the header says so too, but not every reader looks there. */
    static final int MINI_CUTOFF = 4096;

    private static final short LITTLE_ENDIAN = (short) 0xFFFE;
    /** The one of [MS-CFB], and those of Windows 95 and of its first tools, which Apache POI writes too. */
    private static final Set<Integer> MINOR_VERSIONS = Set.of(0x3E, 0x3B, 0x21);

    private static final long MAGIC = 0xE11AB1A1E011CFD0L;
    private static final int TABLES_AT = 76;

    static CompoundHeader read(FileBytes file) throws IOException {
        if (file.size() < SIZE) {
            throw new MalformedFileException("The file is too short for an installer: " + file.size() + " bytes.");
        }
        ByteBuffer header = file.readNumbers(0, SIZE);
        if (header.getLong(0) != MAGIC) {
            throw new MalformedFileException("The file is no installer: it is not a compound file.");
        }
        int version = header.getShort(0x1A);
        int shift = header.getShort(0x1E);
        boolean known = (version == 3 && shift == 9) || (version == 4 && shift == 12);
        if (!known || header.getShort(0x20) != 6) {
            throw new MalformedFileException("The installer is damaged: compound file version " + version
                    + " with sectors of 2^" + shift + " bytes.");
        }
        if (header.getInt(0x38) != MINI_CUTOFF || header.getShort(0x1C) != LITTLE_ENDIAN) {
            throw CompoundSectors.damaged("its header holds numbers that no reader but one by the book heeds");
        }
        int[] starts = new int[(SIZE - TABLES_AT) / 4];
        header.position(TABLES_AT);
        header.asIntBuffer().get(starts);
        requireTables(header, starts.length, (1 << shift) / 4 - 1);
        return new CompoundHeader(
                shift,
                Integer.toUnsignedLong(header.getInt(0x2C)),
                header.getInt(0x30),
                header.getInt(0x3C),
                header.getInt(0x40),
                header.getInt(0x44),
                starts,
                header.getShort(0x18),
                Integer.toUnsignedLong(header.getInt(0x28)));
    }

    /**
     * How many sectors list the sectors of the table beyond those in the header; readers that rely on it would see
     * another file.
     */
    private static void requireTables(ByteBuffer header, int inHeader, int inSector) throws MalformedFileException {
        long beyond = Math.max(0, Integer.toUnsignedLong(header.getInt(0x2C)) - inHeader);
        if (Integer.toUnsignedLong(header.getInt(0x48)) != (beyond + inSector - 1) / inSector) {
            throw CompoundSectors.damaged("its header counts the sectors of its allocation table in two ways");
        }
    }

    /**
     * What no reader needs and no digest covers.
     *
     * @param inDirectory how many sectors the directory has
     */
    void check(UnusedSpace room, int inDirectory) throws IOException {
        room.zeros(8, 24);
        room.expect(MINOR_VERSIONS.contains(minorVersion), 0x18, 0x1A);
        room.zeros(0x22, 0x28);
        // jsign counts the entry that it adds beside the empty ones of the last sector: one sector too many.
        boolean counted = sectorShift > 9
                ? directorySectors == inDirectory || directorySectors == inDirectory + 1L
                : directorySectors == 0;
        room.expect(counted, 0x28, 0x2C);
        room.zeros(0x34, 0x38);
        room.zeros(SIZE, sectorSize());
    }

    int sectorSize() {
        return 1 << sectorShift;
    }
}
