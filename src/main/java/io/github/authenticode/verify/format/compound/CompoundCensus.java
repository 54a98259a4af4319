package io.github.authenticode.verify.format.compound;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * The count of the sectors of a compound file: each belongs to one stream or table, or to none and is empty, and
 * nothing follows the last that belongs to one ([MS-CFB] 2.3 to 2.5).
 */
final class CompoundCensus {
    private static final int MINI = 64;
    private static final int TABLE = -3;
    private static final int TABLE_LIST = -4;
    /** The sector that Windows locks bytes in, in files that large; it stays empty ([MS-CFB] 2.8). */
    private static final long RANGE_LOCK = 0x7FFFFFFFL;

    private final CompoundSectors sectors;
    private final CompoundHeader header;
    private final UnusedSpace room;
    private final BitSet taken = new BitSet();
    private final BitSet minisTaken = new BitSet();

    CompoundCensus(CompoundSectors sectors, CompoundHeader header, UnusedSpace room) {
        this.sectors = sectors;
        this.header = header;
        this.room = room;
    }

    void count(CompoundStorage root, int[] miniStream, int[] miniNext) throws IOException {
        tables();
        take(header.directoryStart(), Long.MAX_VALUE);
        if (header.miniTableStart() >= 0) {
            take(header.miniTableStart(), Long.MAX_VALUE);
        }
        CompoundEntry whole = root.entry();
        if (whole.size() > 0 || whole.startSector() > 0) {
            take(whole.startSector(), whole.size());
        }
        streams(root, miniStream, miniNext);
        spareMinis(whole.size(), miniStream, miniNext);
        spareSectors();
    }

    private void tables() throws IOException {
        for (int table : sectors.tables()) {
            take(table, TABLE);
        }
        for (int list : sectors.tableLists()) {
            take(list, TABLE_LIST);
        }
        room.expect(sectors.listsEnd(), 0x44, 0x48);
    }

    private void take(int sector, int mark) throws IOException {
        take(sector);
        room.expect(sectors.after(sector) == mark, sectors.entryOffset(sector), sectors.entryOffset(sector) + 4);
    }

    private void take(int sector) throws IOException {
        sectors.offset(sector); // that it exists
        if (taken.get(sector)) {
            throw CompoundSectors.damaged("two of its streams or tables share a sector");
        }
        taken.set(sector);
    }

    /** Takes a chain, and sees to what is left in it behind the content. */
    private void take(int start, long size) throws IOException {
        long left = size;
        for (int sector = start; sector != CompoundSectors.END; sector = sectors.after(sector)) {
            take(sector);
            long from = sectors.offset(sector);
            room.filled(from + Math.max(0, Math.min(left, header.sectorSize())), from + header.sectorSize());
            left -= header.sectorSize();
        }
        if (left > 0 && size != Long.MAX_VALUE) {
            throw CompoundSectors.damaged("one of its streams is shorter than its directory says");
        }
    }

    private void streams(CompoundStorage root, int[] miniStream, int[] miniNext) throws IOException {
        long minis = root.entry().size();
        Deque<CompoundStorage> open = new ArrayDeque<>(root.children());
        while (!open.isEmpty()) {
            CompoundStorage next = open.pop();
            CompoundEntry entry = next.entry();
            if (entry.isStream() && entry.size() >= CompoundHeader.MINI_CUTOFF) {
                take(entry.startSector(), entry.size());
            } else if (entry.isStream() && entry.size() > 0) {
                takeMinis(entry, minis, miniStream, miniNext);
            }
            next.children().forEach(open::push);
        }
    }

    private void takeMinis(CompoundEntry stream, long minis, int[] miniStream, int[] miniNext) throws IOException {
        long left = stream.size();
        for (int sector = stream.startSector(); sector != CompoundSectors.END; sector = miniNext[sector]) {
            if (sector < 0 || sector >= miniNext.length || (long) sector * MINI >= minis || minisTaken.get(sector)) {
                throw CompoundSectors.damaged("two of its streams share a small sector, or it does not exist");
            }
            minisTaken.set(sector);
            long from = offset(sector, miniStream);
            room.filled(from + Math.max(0, Math.min(left, MINI)), from + MINI);
            left -= MINI;
        }
        if (left > 0) {
            throw CompoundSectors.damaged("one of its streams is shorter than its directory says");
        }
    }

    private long offset(int mini, int[] miniStream) throws IOException {
        long position = (long) mini * MINI;
        int block = (int) (position >> header.sectorShift());
        if (block >= miniStream.length) {
            throw CompoundSectors.damaged("it refers to a small sector that does not exist");
        }
        return sectors.offset(miniStream[block]) + position % header.sectorSize();
    }

    private void spareMinis(long size, int[] miniStream, int[] miniNext) throws IOException {
        int[] table = header.miniTableStart() < 0 ? new int[0] : sectors.chain(header.miniTableStart());
        room.expect(table.length == header.miniTableSectors(), 0x40, 0x44);
        int inSector = header.sectorSize() / 4;
        for (int mini = minisTaken.nextClearBit(0); mini < miniNext.length; mini = minisTaken.nextClearBit(mini + 1)) {
            long entry = sectors.offset(table[mini / inSector]) + mini % inSector * 4L;
            long begin = (long) mini * MINI;
            // osslsigncode ends its table with a mark that belongs to no stream.
            boolean ends = miniNext[mini] == CompoundSectors.END && begin >= size && begin - MINI < size;
            room.expect(ends || miniNext[mini] == CompoundSectors.FREE, entry, entry + 4);
            if (begin < size) {
                long from = offset(mini, miniStream);
                room.filled(from, from + Math.min(MINI, size - begin));
            }
        }
        for (long mini = Math.max(miniNext.length, minisTaken.length()); mini * MINI < size; mini++) {
            long from = offset((int) mini, miniStream);
            room.filled(from, from + Math.min(MINI, size - mini * MINI));
        }
    }

    private void spareSectors() throws IOException {
        for (int sector = taken.nextClearBit(0); sector < sectors.count(); sector = taken.nextClearBit(sector + 1)) {
            long from = sectors.offset(sector);
            long to = from + header.sectorSize();
            boolean locks = from <= RANGE_LOCK && RANGE_LOCK < to;
            int mark = sector < sectors.entries() ? sectors.after(sector) : CompoundSectors.FREE;
            if ((sector < taken.length() && mark == CompoundSectors.FREE) || locks) {
                room.filled(from, to);
            } else {
                room.expect(false, from, to);
            }
        }
        for (int sector = (int) sectors.count(); sector < sectors.entries(); sector++) {
            long entry = sectors.entryOffset(sector);
            room.expect(sectors.after(sector) == CompoundSectors.FREE, entry, entry + 4);
        }
    }
}
