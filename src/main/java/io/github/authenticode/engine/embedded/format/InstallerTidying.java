package io.github.authenticode.engine.embedded.format;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The emptying of what an installer holds outside its streams once it is signed: earlier signatures, which Apache POI
 * leaves in the sectors that it frees, and the remains of whatever made the file. No signature covers these bytes,
 * verifiers that look there refuse the file, and signtool leaves none, since it writes the file anew. The names of a
 * storage are put in the order of [MS-CFB] 2.6.4, which differs from POI's in rare names, so that Windows finds them.
 */
final class InstallerTidying {
    private static final int ENTRY = 128;
    private static final int MINI = 64;
    private static final int CUTOFF = 4096;
    private static final int NONE = -1;
    private static final int STORAGE = 1;
    private static final int STREAM = 2;
    private static final int ROOT = 5;

    private final InstallerSectors sectors;
    private final List<Integer> directoryChain;
    private final ByteBuffer directory;
    private final List<Integer> miniTableChain;
    private final ByteBuffer miniTable;
    private final List<Integer> miniStream;
    private final BitSet used = new BitSet();
    private final BitSet minis = new BitSet();

    private InstallerTidying(FileChannel channel) throws IOException {
        sectors = new InstallerSectors(channel);
        ByteBuffer header = sectors.header();
        directoryChain = sectors.chain(header.getInt(0x30));
        directory = sectors.content(directoryChain);
        InstallerSectors.require(directory.limit() >= ENTRY && directory.get(66) == ROOT, "no root");
        miniTableChain = sectors.chain(header.getInt(0x3C));
        miniTable = sectors.content(miniTableChain);
        boolean minisExist = size(0) > 0 || directory.getInt(116) > 0;
        miniStream = minisExist ? sectors.chain(directory.getInt(116)) : List.of();
    }

    static void tidy(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            new InstallerTidying(channel).tidy();
        }
    }

    private void tidy() throws IOException {
        entries();
        spareEntries();
        sectors.write(directory, directoryChain);
        spareMinis();
        header();
        sectors.empty();
    }

    private void entries() throws IOException {
        used.set(0);
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        while (!open.isEmpty()) {
            int at = open.pop() * ENTRY;
            zero(at + nameLength(at), at + 64);
            if (sectors.size() == 512) {
                directory.putInt(at + 124, 0);
            }
            if (directory.get(at + 66) == STREAM) {
                zero(at + 80, at + 96);
                directory.putInt(at + 76, NONE);
                stream(at);
            } else {
                storage(at);
                List<Integer> children = children(directory.getInt(at + 76));
                directory.putInt(
                        at + 76,
                        tree(children, 1, Integer.numberOfTrailingZeros(Integer.highestOneBit(children.size() + 1))));
                children.forEach(open::push);
            }
        }
    }

    private void storage(int at) throws IOException {
        int type = directory.get(at + 66);
        InstallerSectors.require(type == (at == 0 ? ROOT : STORAGE), "an entry of type " + type);
        if (at == 0) {
            directory.putInt(68, NONE).putInt(72, NONE).putLong(100, 0);
        } else {
            directory.putInt(at + 116, 0).putLong(at + 120, 0);
        }
    }

    private void stream(int at) throws IOException {
        long size = size(at);
        int start = directory.getInt(at + 116);
        if (size >= CUTOFF) {
            sectors.zeroBehind(sectors.chain(start), size);
            return;
        }
        long left = size;
        for (int mini = start; size > 0 && mini != InstallerSectors.END; mini = miniTable.getInt(4 * mini)) {
            boolean exists = mini >= 0 && mini < miniTable.limit() / 4 && (long) mini * MINI < size(0);
            InstallerSectors.require(exists && !minis.get(mini), "two of its streams share a small sector");
            minis.set(mini);
            long from = sectors.offset(miniStream, (long) mini * MINI);
            sectors.zero(from + Math.max(0, Math.min(left, MINI)), from + MINI);
            left -= MINI;
        }
        if (size == 0) {
            directory.putInt(at + 116, InstallerSectors.END);
        }
    }

    private List<Integer> children(int top) throws IOException {
        List<Integer> children = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(top));
        while (!open.isEmpty()) {
            int index = open.pop();
            if (index != NONE) {
                boolean exists = index > 0 && index < directory.limit() / ENTRY && !used.get(index);
                InstallerSectors.require(exists, "no entry " + index + " in its directory, or it is met twice");
                used.set(index);
                children.add(index);
                open.push(directory.getInt(index * ENTRY + 68));
                open.push(directory.getInt(index * ENTRY + 72));
            }
        }
        children.sort(
                Comparator.comparingInt((Integer i) -> nameLength(i * ENTRY)).thenComparing(this::capitals));
        return children;
    }

    /**
     * Links entries that are in order into a balanced tree, and returns its top; all are black but those of a last,
     * lean row.
     */
    private int tree(List<Integer> entries, int row, int fullRows) {
        if (entries.isEmpty()) {
            return NONE;
        }
        int middle = entries.size() / 2;
        int at = entries.get(middle) * ENTRY;
        directory.put(at + 67, (byte) (row > fullRows ? 0 : 1));
        directory.putInt(at + 68, tree(entries.subList(0, middle), row + 1, fullRows));
        directory.putInt(at + 72, tree(entries.subList(middle + 1, entries.size()), row + 1, fullRows));
        return entries.get(middle);
    }

    private String capitals(int index) {
        byte[] bytes = new byte[nameLength(index * ENTRY)];
        directory.get(index * ENTRY, bytes);
        String name = new String(bytes, UTF_16LE);
        StringBuilder capitals = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            capitals.append(Character.toUpperCase(name.charAt(i)));
        }
        return capitals.toString();
    }

    private void zero(int from, int to) {
        directory.put(from, new byte[to - from]);
    }

    private int nameLength(int at) {
        return Math.max(0, Math.min(62, directory.getShort(at + 64) - 2));
    }

    private long size(int at) {
        return Integer.toUnsignedLong(directory.getInt(at + 120));
    }

    private void spareEntries() {
        int count = directory.limit() / ENTRY;
        for (int index = used.nextClearBit(0); index < count; index = used.nextClearBit(index + 1)) {
            int at = index * ENTRY;
            zero(at, at + ENTRY);
            directory.putInt(at + 68, NONE).putInt(at + 72, NONE).putInt(at + 76, NONE);
        }
    }

    private void spareMinis() throws IOException {
        for (int mini = minis.nextClearBit(0); mini < miniTable.limit() / 4; mini = minis.nextClearBit(mini + 1)) {
            miniTable.putInt(4 * mini, InstallerSectors.FREE);
            if ((mini + 1L) * MINI <= size(0)) {
                long from = sectors.offset(miniStream, (long) mini * MINI);
                sectors.zero(from, from + MINI);
            }
        }
        sectors.write(miniTable, miniTableChain);
        sectors.zeroBehind(miniStream, size(0));
    }

    private void header() throws IOException {
        ByteBuffer header = sectors.header().order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(8, 0).putLong(16, 0).putShort(0x18, (short) 0x3E);
        header.putInt(0x22, 0).putShort(0x26, (short) 0);
        header.putInt(0x28, sectors.size() == 512 ? 0 : directoryChain.size());
        header.putInt(0x34, 0).putInt(0x40, miniTableChain.size());
        sectors.writeHeader();
    }
}
