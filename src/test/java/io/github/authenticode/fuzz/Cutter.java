package io.github.authenticode.fuzz;

import io.github.authenticode.fuzz.anatomy.Anatomy;
import io.github.authenticode.fuzz.anatomy.Slack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Takes a file apart from its first byte to its last, so that no byte is left out of account. */
public final class Cutter {
    private final byte[] file;
    private final ByteArrayOutputStream authenticated = new ByteArrayOutputStream();
    private final List<byte[]> signatures = new ArrayList<>();
    private final Map<Slack, ByteArrayOutputStream> slack = new EnumMap<>(Slack.class);
    private int position;

    public Cutter(byte[] file) {
        this.file = file;
    }

    public int position() {
        return position;
    }

    public int left() {
        return file.length - position;
    }

    public int number(int offset, int width) throws IOException {
        require(offset >= 0 && offset + width <= file.length, "number at " + offset);
        int number = 0;
        for (int i = width - 1; i >= 0; i--) {
            number = number << 8 | (file[offset + i] & 0xFF);
        }
        require(number >= 0, "number at " + offset);
        return number;
    }

    /** Four bytes that may be a mark below zero. */
    public int signed(int offset) throws IOException {
        require(offset >= 0 && offset + 4 <= file.length, "number at " + offset);
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    }

    public Cutter authenticatedTo(int end) throws IOException {
        authenticated.writeBytes(taken(end - position));
        return this;
    }

    /** What can be nothing else, and is therefore no choice of anybody's. */
    public Cutter exactly(byte[] expected) throws IOException {
        require(Arrays.equals(taken(expected.length), expected), "other bytes before " + position);
        return this;
    }

    /** A number that the rest of the file leaves no choice. */
    public Cutter forced(int value, int width) throws IOException {
        require(number(position, width) == value, "number at " + position);
        taken(width);
        return this;
    }

    public Cutter slack(Slack kind, int length) throws IOException {
        slack.computeIfAbsent(kind, k -> new ByteArrayOutputStream()).writeBytes(taken(length));
        return this;
    }

    /** The DER element that stands here. */
    public Cutter signature() throws IOException {
        int first = number(position + 1, 1);
        int length = first;
        int header = 2;
        if (first >= 0x80) {
            header += first & 0x7F;
            length = 0;
            for (int i = 2; i < header; i++) {
                length = length << 8 | number(position + i, 1);
            }
        }
        signatures.add(taken(header + length));
        return this;
    }

    public Cutter signature(byte[] found) {
        signatures.add(found);
        return this;
    }

    public Cutter paddingTo(int end) throws IOException {
        byte[] padding = taken(end - position);
        require(padding.length < 8 && Arrays.equals(padding, new byte[padding.length]), "padding that is none");
        slack.computeIfAbsent(Slack.PADDING, k -> new ByteArrayOutputStream()).writeBytes(padding);
        return this;
    }

    public Anatomy end() throws IOException {
        require(position == file.length, left() + " bytes at the end");
        Map<Slack, byte[]> pieces = new EnumMap<>(Slack.class);
        slack.forEach((kind, bytes) -> pieces.put(kind, bytes.toByteArray()));
        return new Anatomy(authenticated.toByteArray(), signatures, pieces);
    }

    private byte[] taken(int length) throws IOException {
        require(length >= 0 && length <= left(), length + " bytes at " + position);
        position += length;
        return Arrays.copyOfRange(file, position - length, position);
    }

    public static void require(boolean condition, String what) throws IOException {
        if (!condition) {
            throw new IOException("unexpected: " + what);
        }
    }
}
