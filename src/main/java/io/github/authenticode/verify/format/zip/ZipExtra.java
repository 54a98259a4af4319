package io.github.authenticode.verify.format.zip;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.authenticode.verify.asn1.MalformedFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The extra fields of a header that change what a reader sees: 64-bit sizes (APPNOTE.TXT 4.5.3) and another name
 * (Info-ZIP's Unicode Path, 4.6.9). All others are skipped, since no reader takes content or a name from them.
 *
 * @param wide the numbers of the zip64 field
 */
record ZipExtra(Optional<ByteBuffer> wide, Optional<String> unicodeName) {
    private static final int WIDE = 1;
    private static final int UNICODE_NAME = 0x7075;
    private static final int HEADER = 4;
    /** A version and the CRC of the name that it replaces. */
    private static final int BEFORE_NAME = 5;

    static ZipExtra read(byte[] bytes, int start, int end) throws MalformedFileException {
        Optional<ByteBuffer> wide = Optional.empty();
        Optional<String> name = Optional.empty();
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        // Fewer bytes than a header are what aligns the data of a part.
        for (int field = start; field + HEADER <= end; ) {
            int type = Short.toUnsignedInt(numbers.getShort(field));
            int data = field + HEADER;
            int next = data + Short.toUnsignedInt(numbers.getShort(field + 2));
            if (next > end) {
                throw ZipPart.damaged("an extra field in it is longer than its header says");
            }
            if (type == WIDE) {
                requireFirst(wide);
                wide = Optional.of(
                        ByteBuffer.wrap(Arrays.copyOfRange(bytes, data, next)).order(ByteOrder.LITTLE_ENDIAN));
            } else if (type == UNICODE_NAME && next - data >= BEFORE_NAME) {
                requireFirst(name);
                name = Optional.of(new String(bytes, data + BEFORE_NAME, next - data - BEFORE_NAME, UTF_8));
            }
            field = next;
        }
        return new ZipExtra(wide, name);
    }

    private static void requireFirst(Optional<?> found) throws MalformedFileException {
        if (found.isPresent()) {
            throw ZipPart.damaged("a part has the same extra field twice");
        }
    }

    /**
     * The numbers in place of those that are all ones, in the order of the header. Where none is, a writer may have put
     * them all there the same; then they must be the same numbers, since some readers take them.
     *
     * @param narrow sizes, and in the directory also the offset
     */
    long[] resolve(String part, int... narrow) throws MalformedFileException {
        long[] resolved = new long[narrow.length];
        int position = 0;
        for (int i = 0; i < narrow.length; i++) {
            resolved[i] = Integer.toUnsignedLong(narrow[i]);
            if (narrow[i] == -1) {
                resolved[i] = wide(part, position);
                position += Long.BYTES;
            }
        }
        int length = wide.map(ByteBuffer::limit).orElse(0);
        if (position == 0) {
            requireSame(part, resolved);
        } else if (length != position && length != position + Integer.BYTES && !isComplete(length, narrow)) {
            throw ZipPart.damaged("the zip64 sizes of its part " + part + " can be read in two ways");
        }
        return resolved;
    }

    private long wide(String part, int position) throws MalformedFileException {
        if (wide.isEmpty()
                || wide.get().limit() - position < Long.BYTES
                || wide.get().getLong(position) < 0) {
            throw ZipPart.damaged("a zip64 size or offset of its part " + part + " is missing");
        }
        return wide.get().getLong(position);
    }

    /** A local header has both sizes, and nothing says that it may not have the offset behind them. */
    private static boolean isComplete(int length, int... narrow) {
        return narrow.length == 2 && narrow[0] == -1 && narrow[1] == -1 && length == 3 * Long.BYTES;
    }

    private void requireSame(String part, long... resolved) throws MalformedFileException {
        for (int i = 0;
                wide.isPresent()
                        && i < resolved.length
                        && (i + 1) * Long.BYTES <= wide.get().limit();
                i++) {
            if (wide.get().getLong(i * Long.BYTES) != resolved[i]) {
                throw ZipPart.damaged("the zip64 sizes of its part " + part + " contradict the others");
            }
        }
    }
}
