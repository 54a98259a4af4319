package io.github.authenticode.engine.embedded.format;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.FormatProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The room for a signature in the reserved area of a cabinet's header, made here where jsign would do it wrong. This
 * class also refuses cabinets of which a signature would destroy something. jsign moves what follows the area, but
 * corrects the place of the first folder only where there are reserved bytes behind each (MSCabinetFile.setSignature,
 * 7.4); with room that is there already it has nothing to move.
 */
final class CabinetReserve {
    private static final int HEADER = 36;
    private static final int SIZES = 4;
    private static final int FOLDER = 8;
    private static final int LENGTHS = 4;
    private static final int POINTER = 16;
    /** The most that an area may have ([MS-CAB] 2.1). */
    private static final int MOST = 60_000;

    private static final int MOVED_AT_ONCE = 1 << 20;
    private static final String REBUILD = "Build the cabinet again without it, and sign it then.";

    private final FileChannel channel;
    private final Path name;
    private final ByteBuffer header;
    private final long cabinetSize;

    private CabinetReserve(FileChannel channel, Path file) throws IOException {
        this.channel = channel;
        this.name = file.getFileName();
        this.header = read(0, HEADER + SIZES);
        this.cabinetSize = Integer.toUnsignedLong(header.getInt(8));
    }

    /** Leaves alone what is no cabinet, or too short for one: jsign says so. */
    static void prepare(Path file) throws IOException, ProblemException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() >= HEADER + SIZES) {
                new CabinetReserve(channel, file).prepare();
            }
        }
    }

    private void prepare() throws IOException, ProblemException {
        require(
                header.getInt(4) == 0,
                "has a number in a field of its header that must be zero and that is never signed");
        boolean reserves = (header.getShort(30) & 4) != 0;
        if (!reserves) {
            require(channel.size() <= cabinetSize, behind(channel.size() - cabinetSize));
            return;
        }
        int length = Short.toUnsignedInt(header.getShort(HEADER));
        ByteBuffer area = read(HEADER + SIZES, length);
        int others = length < LENGTHS ? 0 : Short.toUnsignedInt(area.getShort(0));
        int pointer = length < LENGTHS ? 0 : Short.toUnsignedInt(area.getShort(2));
        int used = length < LENGTHS ? 0 : LENGTHS + others + pointer;
        require(
                (pointer == 0 || pointer == POINTER) && used <= length && isZero(area, used),
                "holds data of another program in the reserved area of its header, where a signature has its place");
        requireNothingBehind(pointer == 0 ? 0 : end(area, LENGTHS + others));
        int more = LENGTHS + others + POINTER - length;
        boolean jsignErs = header.get(HEADER + 2) != 0 && header.getShort(26) != 1;
        boolean jsignRefuses = length > 0 && length < LENGTHS;
        if (more > 0 && (jsignErs || jsignRefuses)) {
            require(length + more <= MOST, "has no room left in the reserved area of its header");
            grow(length, more);
        }
    }

    /** Where the signature ends that the area tells of; 0 if it tells of none. */
    private static long end(ByteBuffer area, int pointer) {
        return Integer.toUnsignedLong(area.getInt(pointer)) + Integer.toUnsignedLong(area.getInt(pointer + 4));
    }

    private void requireNothingBehind(long endOfSignature) throws IOException, ProblemException {
        long end = endOfSignature == 0 ? cabinetSize : endOfSignature;
        require(channel.size() <= end, behind(channel.size() - end));
    }

    private static String behind(long bytes) {
        return "has " + bytes + " bytes behind its end, which a signature would take the place of";
    }

    private void require(boolean condition, String otherwise) throws ProblemException {
        if (!condition) {
            throw new ProblemException(
                    Problem.of(FormatProblem.CABINET_UNSIGNABLE, name + " " + otherwise + ".", REBUILD));
        }
    }

    /** Inserts zeros at the end of the area, and moves on every number that counts from the beginning of the file. */
    private void grow(int length, int more) throws IOException {
        int names = 2 * ((header.getShort(30) & 1) + (header.getShort(30) >> 1 & 1));
        long folder = endOfNames(HEADER + SIZES + length, names);
        int step = FOLDER + Byte.toUnsignedInt(header.get(HEADER + 2));
        for (int i = Short.toUnsignedInt(header.getShort(26)); i > 0; i--, folder += step) {
            ByteBuffer start = read(folder, 4);
            write(start.putInt(0, start.getInt(0) + more), folder);
        }
        insert(HEADER + SIZES + length, more);
        header.putInt(8, header.getInt(8) + more);
        header.putInt(16, header.getInt(16) + more);
        header.putShort(HEADER, (short) (length + more));
        write(header, 0);
    }

    private long endOfNames(long position, int count) throws IOException {
        long end = position;
        for (int left = count; left > 0; ) {
            left -= read(end++, 1).get(0) == 0 ? 1 : 0;
        }
        return end;
    }

    private void insert(long position, int count) throws IOException {
        for (long end = channel.size(); end > position; ) {
            long start = Math.max(position, end - MOVED_AT_ONCE);
            write(read(start, (int) (end - start)), start + count);
            end = start;
        }
        write(ByteBuffer.allocate(count), position);
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("the cabinet is cut off at " + channel.size() + " bytes");
            }
        }
        return bytes.flip();
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        for (long at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    private static boolean isZero(ByteBuffer bytes, int from) {
        for (int i = from; i < bytes.limit(); i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
