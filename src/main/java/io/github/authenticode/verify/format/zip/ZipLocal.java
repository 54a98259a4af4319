package io.github.authenticode.verify.format.zip;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileWindow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The local header of one zip part (APPNOTE.TXT 4.3.7), which programs believe that read an archive from its first byte
 * on, as {@code java.util.zip.ZipInputStream} does. Others believe the directory; nothing may be in one that is not in
 * the other.
 *
 * @param dataStart offset of the part's data in the file
 */
public record ZipLocal(ZipPart part, ZipFields fields, long dataStart) {
    public static final int FIXED = 30;
    public static final int MAGIC = 0x04034B50;
    private static final int DESCRIPTOR_MAGIC = 0x08074B50;

    /** Reads no more than where the data begin. */
    static ZipLocal read(FileWindow file, ZipPart part) throws IOException {
        ByteBuffer header = file.readNumbers(part.localHeader(), FIXED);
        if (header.getInt(0) != MAGIC) {
            throw ZipPart.damaged("its part " + part.name() + " is not where the directory says");
        }
        ZipFields fields = ZipFields.read(header, 4);
        return new ZipLocal(part, fields, part.localHeader() + FIXED + fields.nameLength() + fields.extraLength());
    }

    /** Where the data end, before a data descriptor. */
    long dataEnd() {
        return dataStart + part.compressedSize();
    }

    public int headerLength() {
        return (int) (dataStart - part.localHeader());
    }

    /** Refuses a header that says something else than the directory. */
    void requireAgreement(FileWindow file) throws IOException {
        byte[] names = file.read(part.localHeader() + FIXED, fields.nameLength() + fields.extraLength());
        String name = ZipPart.name(names, 0, fields);
        require(name.equals(part.name()), "name");
        ZipExtra extra = ZipExtra.read(names, fields.nameLength(), names.length);
        ZipNames.requireOne(name, extra);
        require(fields.decisiveFlags() == part.fields().decisiveFlags(), "flags");
        require(fields.method() == part.method(), "compression");
        boolean later = fields.has(ZipFields.DESCRIPTOR);
        require((later && fields.crc() == 0) || fields.crc() == part.fields().crc(), "checksum");
        long[] sizes = sizes(extra, later);
        require((later && sizes[0] == 0) || sizes[0] == part.size(), "size");
        require((later && sizes[1] == 0) || sizes[1] == part.compressedSize(), "compressed size");
    }

    /** All ones without the numbers are what some writers put where the descriptor has them. */
    private long[] sizes(ZipExtra extra, boolean later) throws MalformedFileException {
        boolean none = fields.size() == -1 && fields.compressedSize() == -1;
        return later && none && extra.wide().isEmpty()
                ? new long[2]
                : extra.resolve(part.name(), fields.size(), fields.compressedSize());
    }

    /**
     * Refuses anything but the data descriptor between the data and what follows (4.3.9). Its length tells which of its
     * four forms it has: with or without letters before it, with sizes of 32 or 64 bits.
     */
    void requireEndAt(FileWindow file, long next) throws IOException {
        long length = next - dataEnd();
        if (!fields.has(ZipFields.DESCRIPTOR)) {
            requireNothingBetween(length);
            return;
        }
        if (length < 0 || length > 24) {
            requireNothingBetween(length);
        }
        ByteBuffer found = file.readNumbers(dataEnd(), (int) length);
        ByteBuffer expected = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        switch ((int) length) {
            case 12, 16 ->
                put(expected, length == 16).putInt((int) part.compressedSize()).putInt((int) part.size());
            case 20, 24 ->
                put(expected, length == 24).putLong(part.compressedSize()).putLong(part.size());
            default -> throw ZipPart.damaged("the sizes behind its part " + part.name() + " are missing");
        }
        if (!expected.flip().equals(found)) {
            throw ZipPart.damaged("the size of its part " + part.name() + " is wrong, or the checksum behind it");
        }
    }

    private ByteBuffer put(ByteBuffer descriptor, boolean letters) {
        return (letters ? descriptor.putInt(DESCRIPTOR_MAGIC) : descriptor)
                .putInt(part.fields().crc());
    }

    private void requireNothingBetween(long length) throws MalformedFileException {
        if (length < 0) {
            throw ZipPart.damaged("its part " + part.name() + " overlaps another one or the directory");
        }
        if (length > 0) {
            throw ZipPart.damaged(length + " bytes behind its part " + part.name() + " belong to no part");
        }
    }

    private void require(boolean same, String what) throws MalformedFileException {
        if (!same) {
            throw ZipPart.damaged(
                    "its part " + part.name() + " has another " + what + " where it begins than in the directory");
        }
    }
}
