package io.github.authenticode.engine.embedded.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The sectors of an installer's compound file and their table, for writing ([MS-CFB] 2.1 to 2.5). */
final class InstallerSectors {
    static final int FREE = -1;
    static final int END = -2;

    private static final int HEADER = 512;
    private static final int TABLES = 76;
    private static final int IN_HEADER = (HEADER - TABLES) / 4;
    private static final int MOST_TABLES = 1 << 16;

    private final FileChannel channel;
    private final ByteBuffer header;
    private final int size;
    private final List<Integer> tables = new ArrayList<>();
    private final BitSet taken = new BitSet();
    private final int[] next;

    InstallerSectors(FileChannel channel) throws IOException {
        this.channel = channel;
        this.header = read(0, HEADER);
        this.size = 1 << header.getShort(0x1E);
        require(size == 512 || size == 4096, "sectors of " + size + " bytes");
        int count = header.getInt(0x2C);
        require(count > 0 && count <= MOST_TABLES, count + " tables");
        for (int i = 0; i < Math.min(count, IN_HEADER); i++) {
            tables.add(header.getInt(TABLES + 4 * i));
        }
        for (int i = count; i < IN_HEADER; i++) {
            header.putInt(TABLES + 4 * i, FREE);
        }
        int list = header.getInt(0x44);
        header.putInt(0x44, count > IN_HEADER ? list : END);
        while (tables.size() < count) {
            take(list);
            list = readTables(offset(list), count);
        }
        next = new int[count * (size / 4)];
        for (int i = 0; i < count; i++) {
            take(tables.get(i));
            read(offset(tables.get(i)), size).asIntBuffer().get(next, i * (size / 4), size / 4);
        }
    }

    /** Reads a list of tables, and says in it that no others follow where none do. */
    private int readTables(long position, int count) throws IOException {
        ByteBuffer list = read(position, size);
        for (int i = 0; i < size / 4 - 1; i++) {
            if (tables.size() < count) {
                tables.add(list.getInt(4 * i));
            } else {
                list.putInt(4 * i, FREE);
            }
        }
        if (tables.size() == count) {
            write(list.putInt(size - 4, END), position);
        }
        return list.getInt(size - 4);
    }

    ByteBuffer header() {
        return header;
    }

    int size() {
        return size;
    }

    long offset(int sector) throws IOException {
        require(sector >= 0 && (sector + 1L) * size < channel.size(), "no sector " + sector);
        return (sector + 1L) * size;
    }

    /** The sectors of a chain, which from now on belong to it. */
    List<Integer> chain(int start) throws IOException {
        List<Integer> chain = new ArrayList<>();
        for (int sector = start; sector >= 0; sector = next[sector]) {
            take(sector);
            require(sector < next.length, "no entry for sector " + sector);
            chain.add(sector);
        }
        return chain;
    }

    private void take(int sector) throws IOException {
        offset(sector);
        require(!taken.get(sector), "two of its streams share a sector");
        taken.set(sector);
    }

    /** Empties the sectors that no chain has, cuts off those at the end, and gives their entries back. */
    void empty() throws IOException {
        for (int sector = taken.nextClearBit(0); sector < taken.length(); sector = taken.nextClearBit(sector + 1)) {
            zero(offset(sector), offset(sector) + size);
        }
        channel.truncate((taken.length() + 1L) * size);
        for (int sector = taken.nextClearBit(0); sector < next.length; sector = taken.nextClearBit(sector + 1)) {
            next[sector] = FREE;
        }
        for (int i = 0; i < tables.size(); i++) {
            ByteBuffer table = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            table.asIntBuffer().put(next, i * (size / 4), size / 4);
            write(table, offset(tables.get(i)));
        }
    }

    ByteBuffer content(List<Integer> chain) throws IOException {
        ByteBuffer content =
                ByteBuffer.allocate(Math.multiplyExact(chain.size(), size)).order(ByteOrder.LITTLE_ENDIAN);
        for (int sector : chain) {
            content.put(read(offset(sector), size));
        }
        return content.flip();
    }

    void write(ByteBuffer content, List<Integer> chain) throws IOException {
        for (int i = 0; i < chain.size(); i++) {
            write(content.slice(i * size, size), offset(chain.get(i)));
        }
    }

    /** Where a byte of a chain's content lies in the file. */
    long offset(List<Integer> chain, long position) throws IOException {
        int index = (int) (position / size);
        require(index < chain.size(), "a chain that is too short");
        return offset(chain.get(index)) + position % size;
    }

    /** Empties what the chain has behind its content. */
    void zeroBehind(List<Integer> chain, long length) throws IOException {
        require((long) chain.size() * size >= length, "a chain that is too short");
        for (long at = length; at < (long) chain.size() * size; at += size - at % size) {
            zero(offset(chain, at), offset(chain, at) + size - at % size);
        }
    }

    void zero(long from, long to) throws IOException {
        if (from < Math.min(to, channel.size())) {
            write(ByteBuffer.allocate((int) (Math.min(to, channel.size()) - from)), from);
        }
    }

    void writeHeader() throws IOException {
        write(header.duplicate().clear(), 0);
        zero(HEADER, size);
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, position + bytes.position());
        }
        return bytes.clear();
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        for (long at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException("MSI file format error: " + otherwise);
        }
    }
}
