package io.github.authenticode.verify.format.compound;

import io.github.authenticode.verify.asn1.MalformedFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A storage of a compound file with what it holds, in the order in which installer signatures digest it: by the bytes
 * of the UTF-16LE names, which is not the order of the tree in the file.
 *
 * @param entry the storage's own directory entry
 * @param children streams as storages without children
 */
public record CompoundStorage(CompoundEntry entry, List<CompoundStorage> children) {
    private static final Comparator<CompoundStorage> BY_NAME =
            (a, b) -> Arrays.compareUnsigned(a.entry.name(), b.entry.name());
    private static final int MAX_DEPTH = 32;

    /**
     * Builds the tree; an entry that is reached twice, or two of one name, make the file malformed.
     *
     * @param seen takes the numbers of the entries that the tree has
     */
    static CompoundStorage read(byte[] directory, boolean wideSizes, BitSet seen) throws MalformedFileException {
        if (directory.length < CompoundEntry.LENGTH) {
            throw CompoundSectors.damaged("it has no directory");
        }
        CompoundEntry root = CompoundEntry.read(directory, 0, wideSizes);
        if (root.type() != CompoundEntry.ROOT) {
            throw CompoundSectors.damaged("its directory has no root");
        }
        seen.set(0);
        return new Reader(directory, wideSizes, seen).storage(root, 0);
    }

    public Optional<CompoundEntry> stream(String name) {
        return children.stream()
                .map(CompoundStorage::entry)
                .filter(e -> e.isStream() && e.isNamed(name))
                .findFirst();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Reader(byte[] directory, boolean wideSizes, BitSet seen) {
        CompoundStorage storage(CompoundEntry entry, int depth) throws MalformedFileException {
            if (depth > MAX_DEPTH) {
                throw CompoundSectors.damaged("its storages are nested too deeply");
            }
            List<CompoundStorage> children = new ArrayList<>();
            Deque<Integer> open = new ArrayDeque<>();
            push(open, entry.isStream() ? -1 : entry.child());
            while (!open.isEmpty()) {
                CompoundEntry child = CompoundEntry.read(directory, open.pop(), wideSizes);
                if (child.type() == CompoundEntry.ROOT) {
                    throw CompoundSectors.damaged("its directory has two roots");
                }
                push(open, child.left());
                push(open, child.right());
                children.add(storage(child, depth + 1));
            }
            children.sort(BY_NAME);
            requireDistinct(children);
            return new CompoundStorage(entry, List.copyOf(children));
        }

        private void push(Deque<Integer> open, int index) throws MalformedFileException {
            if (index == -1) {
                return;
            }
            if (index < 0 || index >= directory.length / CompoundEntry.LENGTH || seen.get(index)) {
                throw CompoundSectors.damaged("its directory refers to entry " + Integer.toUnsignedString(index)
                        + ", which does not exist or was met before");
            }
            seen.set(index);
            open.push(index);
        }

        private static void requireDistinct(List<CompoundStorage> children) throws MalformedFileException {
            for (int i = 1; i < children.size(); i++) {
                if (BY_NAME.compare(children.get(i - 1), children.get(i)) == 0) {
                    throw CompoundSectors.damaged("its directory has two entries of one name");
                }
            }
        }
    }
}
