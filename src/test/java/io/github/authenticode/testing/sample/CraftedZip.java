package io.github.authenticode.testing.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A zip archive in which every field can be made to say something else: what no common program writes. */
public final class CraftedZip {
    /** Before the first part. */
    public byte[] prefix = {};
    /** Between the last part and the directory. */
    public byte[] beforeDirectory = {};
    /** Between the directory and the last record. */
    public byte[] behindDirectory = {};

    public byte[] comment = {};
    public boolean wide;
    /** What the last record says of the directory's place beside the truth. */
    public int narrowShift;

    private final List<Part> parts = new ArrayList<>();

    /** One part: what its local header, what its directory record says, and its bytes. */
    public static final class Part {
        public final Header local = new Header();
        public final Header central = new Header();
        public byte[] data;
        /** Between the data and the next part. */
        public byte[] behind = {};

        public byte[] comment = {};
        public int attributes;
        public int disk;
        private int start;

        Part(String name, byte[] content, boolean deflated) {
            data = deflated ? deflated(content) : content;
            CRC32 checksum = new CRC32();
            checksum.update(content);
            both(header -> {
                header.name = name;
                header.method = deflated ? 8 : 0;
                header.crc = (int) checksum.getValue();
                header.compressedSize = data.length;
                header.size = content.length;
            });
        }

        /** Changes both headers. */
        public void both(Consumer<Header> change) {
            change.accept(local);
            change.accept(central);
        }

        /** Moves checksum and sizes behind the data, in one of the four forms. */
        public void describeLater(boolean letters, boolean wideSizes) {
            ByteBuffer descriptor = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            if (letters) {
                descriptor.putInt(0x08074B50);
            }
            descriptor.putInt(local.crc);
            if (wideSizes) {
                descriptor.putLong(local.compressedSize).putLong(local.size);
            } else {
                descriptor.putInt(local.compressedSize).putInt(local.size);
            }
            behind = bytes(descriptor);
            both(header -> header.flags |= 8);
            local.crc = 0;
            local.compressedSize = 0;
            local.size = 0;
        }
    }

    /** The fields that a local header and a directory record have in common. */
    public static final class Header {
        public String name = "";
        public int version = 20;
        public int flags;
        public int method;
        public int time = 0x5C21_0000;
        public int crc;
        public int compressedSize;
        public int size;
        public byte[] extra = {};

        private void write(ByteBuffer target) {
            target.putShort((short) version).putShort((short) flags).putShort((short) method);
            target.putInt(time).putInt(crc).putInt(compressedSize).putInt(size);
            target.putShort((short) name.getBytes(UTF_8).length).putShort((short) extra.length);
        }
    }

    /** An extra field. */
    public static byte[] extra(int type, byte[] data) {
        ByteBuffer field = ByteBuffer.allocate(4 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return field.putShort((short) type)
                .putShort((short) data.length)
                .put(data)
                .array();
    }

    /** Numbers of 64 bits, little endian. */
    public static byte[] longs(long... numbers) {
        ByteBuffer field = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            field.putLong(number);
        }
        return field.array();
    }

    /** Info-ZIP's field with another name. */
    public static byte[] unicodePath(String headerName, String name) {
        CRC32 checksum = new CRC32();
        checksum.update(headerName.getBytes(UTF_8));
        byte[] bytes = name.getBytes(UTF_8);
        ByteBuffer field = ByteBuffer.allocate(5 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        return extra(
                0x7075,
                field.put((byte) 1).putInt((int) checksum.getValue()).put(bytes).array());
    }

    public Part stored(String name, byte[] content) {
        return add(new Part(name, content, false));
    }

    public Part deflated(String name, byte[] content) {
        return add(new Part(name, content, true));
    }

    private Part add(Part part) {
        parts.add(part);
        return part;
    }

    public Part part(int index) {
        return parts.get(index);
    }

    /** What stands in the file for one part, without what is behind it. */
    public static byte[] localBytes(Part part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header =
                ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN).putInt(0x04034B50);
        part.local.write(header);
        out.writeBytes(bytes(header));
        out.writeBytes(part.local.name.getBytes(UTF_8));
        out.writeBytes(part.local.extra);
        out.writeBytes(part.data);
        return out.toByteArray();
    }

    private static byte[] record(Part part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(46)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x02014B50)
                .putShort((short) 20);
        part.central.write(header);
        header.putShort((short) part.comment.length).putShort((short) part.disk).putShort((short) 0);
        header.putInt(part.attributes).putInt(part.start);
        out.writeBytes(bytes(header));
        out.writeBytes(part.central.name.getBytes(UTF_8));
        out.writeBytes(part.central.extra);
        out.writeBytes(part.comment);
        return out.toByteArray();
    }

    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(prefix);
        for (Part part : parts) {
            part.start = out.size();
            out.writeBytes(localBytes(part));
            out.writeBytes(part.behind);
        }
        out.writeBytes(beforeDirectory);
        int directory = out.size();
        parts.forEach(part -> out.writeBytes(record(part)));
        int size = out.size() - directory;
        out.writeBytes(behindDirectory);
        out.writeBytes(end(directory, size, out.size()));
        return out.toByteArray();
    }

    private byte[] end(int directory, int size, int start) {
        ByteBuffer end = ByteBuffer.allocate(98 + comment.length).order(ByteOrder.LITTLE_ENDIAN);
        if (wide) {
            end.putInt(0x06064B50)
                    .putLong(44)
                    .putShort((short) 45)
                    .putShort((short) 45)
                    .putLong(0);
            end.putLong(parts.size()).putLong(parts.size()).putLong(size).putLong(directory);
            end.putInt(0x07064B50).putInt(0).putLong(start).putInt(1);
        }
        end.putInt(0x06054B50).putInt(0).putShort((short) parts.size()).putShort((short) parts.size());
        end.putInt(size)
                .putInt(directory + narrowShift)
                .putShort((short) comment.length)
                .put(comment);
        return bytes(end);
    }

    private static byte[] bytes(ByteBuffer written) {
        byte[] bytes = new byte[written.flip().limit()];
        written.get(bytes);
        return bytes;
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }
}
