package io.github.authenticode.verify.format.compound;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import io.github.authenticode.verify.asn1.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;

/**
 * The parts of a compound file's header and directory that no digest covers, and that have one value ([MS-CFB] 2.2 and
 * 2.6). The entries of a storage are a tree in the order of their names in capitals, shorter ones first: a reader that
 * looks for a name goes by that, one that lists them does not, and where the order is another they see different files.
 */
final class CompoundDirectory {
    private static final int LENGTH = CompoundEntry.LENGTH;
    private static final int NONE = -1;
    private static final Comparator<String> ORDER =
            Comparator.comparingInt(String::length).thenComparing(CompoundDirectory::capitals);

    private final byte[] bytes;
    private final ByteBuffer numbers;
    private final CompoundHeader header;
    private final CompoundSectors sectors;
    private final UnusedSpace room;
    private final boolean wide;

    CompoundDirectory(byte[] bytes, CompoundHeader header, CompoundSectors sectors, UnusedSpace room) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.header = header;
        this.sectors = sectors;
        this.room = room;
        this.wide = header.sectorShift() > 9;
    }

    /** @param used the entries that the tree has */
    void check(BitSet used) throws IOException {
        header.check(room, bytes.length >> header.sectorShift());
        int[] chain = sectors.chain(header.directoryStart());
        for (int index = 0; index < bytes.length / LENGTH; index++) {
            int at = index * LENGTH;
            long place = sectors.offset(chain[at >> header.sectorShift()]) + at % header.sectorSize();
            if (used.get(index)) {
                entry(CompoundEntry.read(bytes, index, wide), at, place);
            } else {
                spare(at, place);
            }
        }
    }

    private void entry(CompoundEntry entry, int at, long place) throws IOException {
        room.zeros(place + entry.name().length, place + 64);
        room.expect(bytes[at + 67] == 0 || bytes[at + 67] == 1, place + 67, place + 68);
        int start = entry.startSector();
        switch (entry.type()) {
            case CompoundEntry.STREAM -> {
                room.expect(numbers.getInt(at + 76) == NONE, place + 76, place + 80);
                // No digest covers flags and times of the streams that hold digests.
                room.zeros(place + 80, InstallerDigest.isSignature(entry) ? place + 116 : place + 96);
                boolean nowhere = start == 0 || start == NONE || start == CompoundSectors.END;
                room.expect(entry.size() > 0 || nowhere, place + 116, place + 120);
            }
            case CompoundEntry.STORAGE -> {
                room.expect(start == 0 || start == CompoundSectors.END, place + 116, place + 120);
                room.zeros(place + 120, place + LENGTH);
                order(entry.child());
            }
            default -> {
                room.expect(Arrays.equals(entry.name(), "Root Entry".getBytes(UTF_16LE)), place, place + 64);
                room.expect(numbers.getLong(at + 68) == NONE, place + 68, place + 76);
                room.zeros(place + 100, place + 108);
                room.expect(entry.size() % 64 == 0, place + 120, place + 124);
                order(entry.child());
            }
        }
        if (!wide) {
            room.zeros(place + 124, place + LENGTH);
        }
    }

    private void spare(int at, long place) throws IOException {
        room.zeros(place, place + 68);
        for (int id = 68; id < 80; id += 4) {
            int value = numbers.getInt(at + id);
            room.expect(value == 0 || value == NONE, place + id, place + id + 4);
        }
        room.zeros(place + 80, place + LENGTH);
    }

    private void order(int child) throws MalformedFileException {
        String before = "";
        Deque<Integer> open = new ArrayDeque<>();
        for (int index = child; index != NONE || !open.isEmpty(); ) {
            while (index != NONE) {
                open.push(index);
                index = numbers.getInt(index * LENGTH + 68);
            }
            int next = open.pop();
            String name = new String(CompoundEntry.read(bytes, next, wide).name(), UTF_16LE);
            if (ORDER.compare(before, name) >= 0) {
                throw CompoundSectors.damaged(
                        "the names in its directory are not in order, so that not every reader finds them");
            }
            before = name;
            index = numbers.getInt(next * LENGTH + 72);
        }
    }

    /** Each character by itself, so that a name keeps its length. */
    private static String capitals(String name) {
        return name.chars()
                .map(Character::toUpperCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
