package io.github.authenticode.verify.format.base;

import io.github.authenticode.verify.asn1.MalformedFileException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * The reader of ranges of one file; a range that leaves the file is a malformed file, found before anything is
 * allocated.
 */
public final class FileBytes implements Closeable {
    private static final int BUFFER = 128 * 1024;

    private final FileChannel channel;
    private final long start;
    private final long size;

    private FileBytes(FileChannel channel, long start, long size) {
        this.channel = channel;
        this.start = start;
        this.size = size;
    }

    public static FileBytes open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new FileBytes(channel, 0, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** A range as if it were a file of its own; it is closed with this one. */
    public FileBytes part(long from, long to) throws MalformedFileException {
        if (from < 0 || from > to || to > size) {
            throw outside(from, to - from);
        }
        return new FileBytes(channel, start + from, to - from);
    }

    public long size() {
        return size;
    }

    /** Exactly that many bytes; the caller has bounded the length to what the format allows. */
    public byte[] read(long position, int length) throws IOException {
        byte[] bytes = new byte[checkedLength(position, length)];
        readFully(position, bytes, length);
        return bytes;
    }

    /** Fills the first bytes of an array that the caller uses again. */
    public void read(long position, byte[] target, int length) throws IOException {
        readFully(position, target, checkedLength(position, length));
    }

    /** The same as {@link #read}, to be taken apart as little endian numbers. */
    public ByteBuffer readNumbers(long position, int length) throws IOException {
        return ByteBuffer.wrap(read(position, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Feeds the bytes from {@code from} up to but without {@code to} to the digest; nothing if the range is empty. */
    public void digest(MessageDigest digest, long from, long to) throws IOException {
        copy(digest::update, from, to);
    }

    public void copy(ByteSink sink, long from, long to) throws IOException {
        if (from < 0 || from > to || to > size) {
            throw outside(from, to - from);
        }
        byte[] buffer = new byte[(int) Math.min(BUFFER, to - from)];
        for (long position = from; position < to; ) {
            int length = (int) Math.min(buffer.length, to - position);
            readFully(position, buffer, length);
            sink.accept(buffer, 0, length);
            position += length;
        }
    }

    private int checkedLength(long position, int length) throws MalformedFileException {
        if (position < 0 || length < 0 || position > size - length) {
            throw outside(position, length);
        }
        return length;
    }

    private void readFully(long position, byte[] target, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, start + position + buffer.position()) < 0) {
                throw new IOException("The file became shorter while it was read.");
            }
        }
    }

    private MalformedFileException outside(long position, long length) {
        return new MalformedFileException("The file is damaged or cut off: it should hold " + length
                + " bytes at offset " + position + ", but has only " + size + " bytes.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
