package io.github.authenticode.verify.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The bytes of an archive before, between and behind the parts that its directory lists. A part that stands there is met by
 * programs that read from the beginning (java.util.zip.ZipInputStream, streaming unpackers), and by no other.
 */
final class ZipGaps {
    private static final int LOCAL_MAGIC = 0x04034B50;

    private final FileBytes file;
    private final ZipArchive zip;

    ZipGaps(FileBytes file, ZipArchive zip) {
        this.file = file;
        this.zip = zip;
    }

    /** Where the first part begins that no record of the directory leads to. */
    OptionalLong unlistedPart() throws IOException {
        List<ZipPart> sorted = new ArrayList<>(zip.parts());
        sorted.sort(Comparator.comparingLong(ZipPart::localHeader));
        long free = 0;
        for (ZipPart part : sorted) {
            OptionalLong found = search(free, part.localHeader());
            if (found.isPresent()) {
                return found;
            }
            free = zip.dataStart(part) + part.compressedSize();
        }
        return search(free, zip.directoryStart());
    }

    private OptionalLong search(long from, long to) throws IOException {
        Search search = new Search(from);
        if (to - from >= 4) {
            file.copy(search, from, to);
        }
        return search.found;
    }

    private static final class Search implements ByteSink {
        private OptionalLong found = OptionalLong.empty();
        private long position;
        private int last;

        Search(long from) {
            this.position = from;
        }

        @Override
        public void accept(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                last = last >>> 8 | bytes[i] << 24;
                position++;
                if (last == LOCAL_MAGIC && found.isEmpty()) {
                    found = OptionalLong.of(position - 4);
                }
            }
        }
    }
}
