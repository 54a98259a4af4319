package io.github.authenticode.verify.format.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The reader of small pieces that lie beside one another, as the headers of many small parts do, with few calls of the
 * system.
 */
public final class FileWindow {
    private static final int LENGTH = 16 * 1024;

    private final FileBytes file;
    private long start;
    private byte[] bytes = new byte[0];

    public FileWindow(FileBytes file) {
        this.file = file;
    }

    public byte[] read(long position, int length) throws IOException {
        if (position < start || position > start + bytes.length - length) {
            int longer = (int) Math.min(Math.max(length, LENGTH), Math.max(length, file.size() - position));
            bytes = file.read(position, longer);
            start = position;
        }
        int from = (int) (position - start);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** The same, to be taken apart as little endian numbers. */
    public ByteBuffer readNumbers(long position, int length) throws IOException {
        return ByteBuffer.wrap(read(position, length)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
