package io.github.authenticode.verify.format.compound;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.base.RangeSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sectors of a compound file and the table that chains them ([MS-CFB] 2.3 to 2.5). Every walk is bounded by the
 * number of sectors that the file has room for, so that a chain that runs in a circle ends as a malformed file.
 */
final class CompoundSectors {
    /** What the table holds for a sector that nothing has, and for the last one of a chain. */
    static final int FREE = -1;

    static final int END = -2;

    private static final int MAX_TABLE = 16 * 1024 * 1024;

    private final FileBytes file;
    private final int shift;
    private final long count;
    private final int[] next;
    private final List<Integer> tables = new ArrayList<>();
    private final List<Integer> tableLists = new ArrayList<>();
    private final List<Integer> spareLocations = new ArrayList<>();

    private CompoundSectors(FileBytes file, int shift, long count, int[] next) {
        this.file = file;
        this.shift = shift;
        this.count = count;
        this.next = next;
    }

    static CompoundSectors read(FileBytes file, CompoundHeader header) throws IOException {
        int shift = header.sectorShift();
        long count = Math.max(0, (file.size() - 1) >> shift);
        long perSector = header.sectorSize() / 4;
        if (header.tableSectors() > count / perSector + 1 || header.tableSectors() * perSector > MAX_TABLE) {
            throw damaged("its allocation table is larger than the file");
        }
        int[] next = new int[(int) (header.tableSectors() * perSector)];
        CompoundSectors sectors = new CompoundSectors(file, shift, count, next);
        sectors.readTable(header);
        return sectors;
    }

    private void readTable(CompoundHeader header) throws IOException {
        int perSector = header.sectorSize() / 4;
        int[] locations = header.tableStarts();
        int index = 0;
        int more = header.moreTables();
        for (int table = 0; table < header.tableSectors(); table++) {
            if (index == locations.length) {
                tableLists.add(more);
                ByteBuffer sector = file.readNumbers(offset(more), header.sectorSize());
                locations = new int[perSector - 1];
                sector.asIntBuffer().get(locations);
                more = sector.getInt(header.sectorSize() - 4);
                index = 0;
            }
            tables.add(locations[index]);
            ByteBuffer sector = file.readNumbers(offset(locations[index++]), header.sectorSize());
            sector.asIntBuffer().get(next, table * perSector, perSector);
        }
        for (; index < locations.length; index++) {
            spareLocations.add(locations[index]);
        }
        spareLocations.add(more == END ? FREE : more);
    }

    /** The whole chain; for structures that tell no size. A file can hold no more than its sectors. */
    int[] chain(int start) throws MalformedFileException {
        int[] chain = new int[16];
        int length = 0;
        for (int sector = start; sector >= 0; sector = after(sector)) {
            if (length == count) {
                throw damaged("a chain of sectors runs in a circle");
            }
            if (length == chain.length) {
                chain = Arrays.copyOf(chain, length * 2);
            }
            chain[length++] = sector;
        }
        return Arrays.copyOf(chain, length);
    }

    /** The content of a chain of tables or directory entries, which must not be larger than the limit. */
    byte[] content(int[] chain, int limit) throws IOException {
        if ((long) chain.length << shift > limit) {
            throw damaged("one of its tables is far too large");
        }
        byte[] content = new byte[chain.length << shift];
        for (int i = 0; i < chain.length; i++) {
            System.arraycopy(file.read(offset(chain[i]), 1 << shift), 0, content, i << shift, 1 << shift);
        }
        return content;
    }

    /** Where a stream of known size lies, as long runs of adjacent sectors where they lie so. */
    void ranges(int start, long size, RangeSink sink) throws IOException {
        int sector = start;
        for (long left = size; left > 0; ) {
            long from = offset(sector);
            long run = 0;
            int previous;
            do {
                run += 1L << shift;
                previous = sector;
                sector = run < left ? after(sector) : -1;
            } while (run < left && sector == previous + 1);
            sink.accept(from, from + Math.min(run, left));
            left -= Math.min(run, left);
        }
    }

    /** Where a sector lies in the file. */
    long offset(int sector) throws MalformedFileException {
        if (sector < 0 || sector >= count) {
            throw damaged("it refers to sector " + Integer.toUnsignedString(sector) + " of " + count);
        }
        return (sector + 1L) << shift;
    }

    /** What the table holds for a sector: the next one of its chain, or a mark below zero. */
    int after(int sector) throws MalformedFileException {
        if (sector >= next.length) {
            throw damaged("its allocation table has no entry for sector " + sector);
        }
        return next[sector];
    }

    /** How many sectors there is room for in the file; the last may be cut short. */
    long count() {
        return count;
    }

    /** How many sectors the table has entries for. */
    int entries() {
        return next.length;
    }

    /** The sectors of the table itself. */
    List<Integer> tables() {
        return tables;
    }

    /** The sectors that list those of the table which the header has no room for. */
    List<Integer> tableLists() {
        return tableLists;
    }

    /** Whether the places for further sectors of the table say that there are none. */
    boolean listsEnd() {
        return spareLocations.stream().allMatch(location -> location == FREE);
    }

    /** Where the entry of a sector lies in the file. */
    long entryOffset(int sector) throws MalformedFileException {
        int inTable = (1 << shift) / 4;
        return offset(tables.get(sector / inTable)) + sector % inTable * 4L;
    }

    static MalformedFileException damaged(String reason) {
        return new MalformedFileException("The installer is damaged: " + reason + ".");
    }
}
