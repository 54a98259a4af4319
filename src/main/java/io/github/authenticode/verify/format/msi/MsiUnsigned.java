package io.github.authenticode.verify.format.msi;

import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.comparison.ComparedPieces;
import io.github.authenticode.verify.format.comparison.Piece;
import io.github.authenticode.verify.format.comparison.PieceSource;
import io.github.authenticode.verify.format.compound.CompoundEntry;
import io.github.authenticode.verify.format.compound.CompoundFile;
import io.github.authenticode.verify.format.compound.CompoundStorage;
import io.github.authenticode.verify.format.compound.EntryPlaces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The parts of an installer that are not its signature: every storage and stream with its name, class identifier,
 * flags, times and content, but the two streams of a signature. Where in the file they lie is up to who writes it, and
 * so is the time of the root's change.
 */
public final class MsiUnsigned implements PieceSource {
    private static final String SIGNATURE = "\u0005DigitalSignature";
    private static final String METADATA_DIGEST = "\u0005MsiDigitalSignatureEx";
    private static final int TIMES_AT = 4;
    private static final int CLASS_ID = 16;

    private final CompoundFile compound;
    private final EntryPlaces places;
    private final Iterator<Node> nodes;
    private final Deque<Piece> extents = new ArrayDeque<>();

    /** An entry, and the names of the storages that it is in. */
    private record Node(String name, CompoundStorage storage) {}

    private MsiUnsigned(FileBytes file) throws IOException {
        this.compound = CompoundFile.read(file);
        this.places = EntryPlaces.read(file);
        List<Node> all = new ArrayList<>();
        addTo(all, "", compound.root(), true);
        this.nodes = all.iterator();
    }

    public static ComparedPieces sides(FileBytes original, FileBytes signed) throws IOException {
        return new ComparedPieces(new MsiUnsigned(original), new MsiUnsigned(signed), 1);
    }

    private static void addTo(List<Node> nodes, String path, CompoundStorage storage, boolean root) {
        CompoundEntry entry = storage.entry();
        String name = root ? "the root storage" : path + MsiName.decoded(entry.name());
        nodes.add(new Node(name, storage));
        for (CompoundStorage child : storage.children()) {
            if (!(root && isSignature(child.entry()))) {
                addTo(nodes, root ? "" : name + "/", child, false);
            }
        }
    }

    @Override
    public Optional<Piece> next() throws IOException {
        if (!extents.isEmpty()) {
            return Optional.of(extents.remove());
        }
        if (!nodes.hasNext()) {
            return Optional.empty();
        }
        Node node = nodes.next();
        CompoundEntry entry = node.storage.entry();
        boolean root = entry.type() == CompoundEntry.ROOT;
        String title = root ? node.name : (entry.isStream() ? "stream " : "storage ") + node.name;
        if (entry.isStream()) {
            addExtents(title, entry);
        }
        long offset = places.offsetOf(entry);
        return Optional.of(Piece.counted("the directory entry of " + title, offset, offset, counted(entry, root)));
    }

    /** Ranges that adjoin are one: a small stream is scattered over sectors of 64 bytes. */
    private void addExtents(String title, CompoundEntry stream) throws IOException {
        compound.ranges(stream, (from, to) -> {
            Piece last = extents.peekLast();
            if (last != null && last.to() == from) {
                extents.removeLast();
                extents.add(Piece.of(title, last.from(), to));
            } else {
                extents.add(Piece.of(title, from, to));
            }
        });
    }

    private static boolean isSignature(CompoundEntry entry) {
        return entry.isStream() && (entry.isNamed(SIGNATURE) || entry.isNamed(METADATA_DIGEST));
    }

    private static byte[] counted(CompoundEntry entry, boolean root) {
        byte[] metadata = entry.metadata();
        int length = root ? TIMES_AT : metadata.length;
        ByteBuffer counted = ByteBuffer.allocate(2 + 64 + CLASS_ID + length + 8);
        counted.put((byte) entry.type())
                .put((byte) entry.name().length)
                .put(entry.name())
                .position(66);
        // A stream has no class; what stands there is zeros, or nobody's.
        counted.put(entry.isStream() ? new byte[CLASS_ID] : entry.classId()).put(metadata, 0, length);
        counted.putLong(entry.isStream() ? entry.size() : 0);
        return counted.array();
    }
}
