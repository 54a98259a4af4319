package io.github.authenticode.verify.format.compound;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.ByteSink;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.base.RangeSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/** A compound file opened for reading ([MS-CFB]): the file system in a file that installers are made of. */
public final class CompoundFile {
    private static final int MINI_SHIFT = 6;
    private static final int MAX_DIRECTORY = 64 * 1024 * 1024;
    private static final int MAX_MINI_TABLE = 64 * 1024 * 1024;

    private final FileBytes file;
    private final CompoundHeader header;
    private final CompoundSectors sectors;
    private final CompoundStorage root;
    private final byte[] directory;
    private final BitSet entries;
    private final int[] miniStream;
    private final int[] miniNext;

    private CompoundFile(FileBytes file, CompoundHeader header) throws IOException {
        this.file = file;
        this.header = header;
        this.sectors = CompoundSectors.read(file, header);
        this.directory = sectors.content(sectors.chain(header.directoryStart()), MAX_DIRECTORY);
        this.entries = new BitSet();
        this.root = CompoundStorage.read(directory, header.sectorShift() > 9, entries);
        byte[] miniTable = sectors.content(sectors.chain(header.miniTableStart()), MAX_MINI_TABLE);
        this.miniStream = sectors.chain(root.entry().startSector());
        this.miniNext = new int[miniTable.length / 4];
        ByteBuffer.wrap(miniTable).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(miniNext);
    }

    public static CompoundFile read(FileBytes file) throws IOException {
        CompoundFile compound = new CompoundFile(file, CompoundHeader.read(file));
        compound.requireRoom();
        return compound;
    }

    /** The bytes of the file that no reader of its streams sees, and that hold something. */
    public UnusedSpace spareRoom() throws IOException {
        UnusedSpace room = new UnusedSpace(file);
        CompoundCensus census = new CompoundCensus(sectors, header, room);
        census.count(root, miniStream, miniNext);
        new CompoundDirectory(directory, header, sectors, room).check(entries);
        return room;
    }

    public CompoundStorage root() {
        return root;
    }

    /** Streams that share sectors could make a small file take forever; a valid file has a sector for each piece. */
    private void requireRoom() throws MalformedFileException {
        long total = 0;
        Deque<CompoundStorage> open = new ArrayDeque<>(root.children());
        while (!open.isEmpty()) {
            CompoundStorage next = open.pop();
            if (next.entry().isStream()) {
                total += next.entry().size();
                if (next.entry().size() > file.size() || total > file.size()) {
                    throw CompoundSectors.damaged("its streams are larger than the file");
                }
            }
            next.children().forEach(open::push);
        }
    }

    /** Passes on the content of a stream. */
    void copy(CompoundEntry stream, ByteSink sink) throws IOException {
        ranges(stream, (from, to) -> file.copy(sink, from, to));
    }

    /** Passes on where in the file the content of a stream lies. */
    public void ranges(CompoundEntry stream, RangeSink sink) throws IOException {
        if (stream.size() >= CompoundHeader.MINI_CUTOFF) {
            sectors.ranges(stream.startSector(), stream.size(), sink);
            return;
        }
        int sector = stream.startSector();
        for (long left = stream.size(); left > 0; left -= 1 << MINI_SHIFT) {
            long position = (long) sector << MINI_SHIFT;
            int block = (int) (position >> header.sectorShift());
            if (sector < 0 || sector >= miniNext.length || block >= miniStream.length) {
                throw CompoundSectors.damaged("it refers to a small sector that does not exist");
            }
            long from = sectors.offset(miniStream[block]) + position % header.sectorSize();
            sink.accept(from, from + Math.min(left, 1 << MINI_SHIFT));
            sector = miniNext[sector];
        }
    }

    public byte[] content(CompoundEntry stream, int limit) throws IOException {
        if (stream.size() > limit) {
            throw CompoundSectors.damaged("a stream of its signature is far too large");
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream((int) stream.size());
        copy(stream, content::write);
        return content.toByteArray();
    }
}
