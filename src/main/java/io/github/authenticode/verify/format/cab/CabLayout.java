package io.github.authenticode.verify.format.cab;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The layout of a cabinet's folders, files and data blocks ([MS-CAB] 2.2 to 2.4). No digest covers how many bytes are
 * reserved behind each folder and in each block, and another number makes readers see other folders and other data; so
 * the numbers must be those with which all follows on without gap or overlap.
 */
final class CabLayout {
    private static final int FOLDER = 8;
    private static final int FILE = 16;
    private static final int BLOCK = 8;
    private static final int MAX_NAME = 256;
    private static final int WINDOW = 512;
    /** So many blocks are looked at to rule out other numbers; only in cabinets that have gaps. */
    private static final int ATTEMPTS = 1 << 20;

    private final FileBytes file;
    private final CabHeader header;
    private byte[] window = new byte[0];
    private long windowStart;

    private record Extent(long start, long end) {}

    private CabLayout(FileBytes file, CabHeader header) {
        this.file = file;
        this.header = header;
    }

    /** What is wrong, without a full stop; empty if the numbers are the ones that fit. */
    static Optional<String> fault(FileBytes file, CabHeader header) throws IOException {
        return new CabLayout(file, header).fault();
    }

    private Optional<String> fault() throws IOException {
        int folders = (int) number(26, 2);
        long files = number(16, 4);
        long gap = files - header.folders() - (long) folders * (FOLDER + header.folderReserve());
        boolean another = gap != 0 && folders > 0 && gap % folders == 0 && gap / folders <= 255;
        if (gap < 0 || (gap > 0 && (header.folderReserve() > 0 || another))) {
            return Optional.of("With " + header.folderReserve()
                    + " reserved bytes behind each folder its folders do not end where its files begin");
        }
        long data = endOfFiles(files);
        int[] left = {Integer.MAX_VALUE};
        if (isSeamless(data, header.dataReserve(), left)) {
            return Optional.empty();
        }
        boolean reserves = header.folderReserve() != 0 || header.dataReserve() != 0;
        return reserves || isSeamlessWithAnother(data)
                ? Optional.of("With " + header.dataReserve()
                        + " reserved bytes in each data block its data does not follow on without gap or overlap")
                : Optional.empty();
    }

    private long endOfFiles(long start) throws IOException {
        long position = start;
        for (long i = number(28, 2); i > 0; i--) {
            position += FILE;
            long most = position + MAX_NAME;
            while (number(position++, 1) != 0) {
                if (position > most) {
                    throw new MalformedFileException("The cabinet is damaged: the name of a file does not end.");
                }
            }
        }
        return position;
    }

    private boolean isSeamlessWithAnother(long data) throws IOException {
        int[] left = {ATTEMPTS};
        for (int reserve = 1; reserve <= 255; reserve++) {
            if (isSeamless(data, reserve, left) || left[0] == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isSeamless(long data, int reserve, int[] left) throws IOException {
        List<Extent> extents = new ArrayList<>();
        long room = header.cabinetSize() - data;
        long step = (long) FOLDER + header.folderReserve();
        long folder = header.folders();
        for (long i = number(26, 2); i > 0; i--, folder += step) {
            long start = number(folder, 4);
            long end = start;
            for (long blocks = number(folder + 4, 2); blocks > 0; blocks--) {
                if (end > header.cabinetSize() - BLOCK - reserve || left[0]-- == 0) {
                    return false;
                }
                long length = number(end + 4, 2);
                end += BLOCK + reserve + length;
                room -= BLOCK + reserve + length;
                if (length == 0 || room < 0) {
                    return false;
                }
            }
            if (end > start) {
                extents.add(new Extent(start, end));
            }
        }
        extents.sort(Comparator.comparingLong(Extent::start));
        return isSeamless(data, extents);
    }

    private boolean isSeamless(long data, List<Extent> extents) {
        long position = data;
        for (Extent extent : extents) {
            if (extent.start != position) {
                return false;
            }
            position = extent.end;
        }
        return position == header.cabinetSize();
    }

    private long number(long position, int width) throws IOException {
        if (position < windowStart || position + width > windowStart + window.length) {
            long rest = Math.max(width, Math.min(WINDOW, file.size() - position));
            window = file.read(position, (int) rest);
            windowStart = position;
        }
        ByteBuffer numbers = ByteBuffer.wrap(window).order(ByteOrder.LITTLE_ENDIAN);
        int at = (int) (position - windowStart);
        return switch (width) {
            case 1 -> numbers.get(at);
            case 2 -> Short.toUnsignedLong(numbers.getShort(at));
            default -> Integer.toUnsignedLong(numbers.getInt(at));
        };
    }
}
