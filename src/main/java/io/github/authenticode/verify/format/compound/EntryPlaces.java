package io.github.authenticode.verify.format.compound;

import io.github.authenticode.verify.format.base.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The places of a compound file's directory entries in the file, for those who have to point at one. */
public final class EntryPlaces {
    private static final int MAX_LENGTH = 64 * 1024 * 1024;

    private final Map<String, Long> offsets = new HashMap<>();

    private EntryPlaces() {}

    public static EntryPlaces read(FileBytes file) throws IOException {
        CompoundHeader header = CompoundHeader.read(file);
        CompoundSectors sectors = CompoundSectors.read(file, header);
        int[] chain = sectors.chain(header.directoryStart());
        byte[] content = sectors.content(chain, MAX_LENGTH);
        EntryPlaces places = new EntryPlaces();
        for (int at = 0; at + CompoundEntry.LENGTH <= content.length; at += CompoundEntry.LENGTH) {
            long sector = sectors.offset(chain[at / header.sectorSize()]);
            places.offsets.putIfAbsent(key(content, at), sector + at % header.sectorSize());
        }
        return places;
    }

    private static String key(byte[] content, int at) {
        ByteBuffer entry =
                ByteBuffer.wrap(content, at, CompoundEntry.LENGTH).slice().order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.max(0, Math.min(64, entry.getShort(64)) - 2);
        return key(entry.get(66), Arrays.copyOfRange(content, at, at + length), entry.getInt(116));
    }

    private static String key(int type, byte[] name, int startSector) {
        return type + " " + startSector + " " + HexFormat.of().formatHex(name);
    }

    /** Of the first one that looks like this. */
    public long offsetOf(CompoundEntry entry) {
        return offsets.getOrDefault(key(entry.type(), entry.name(), entry.startSector()), 0L);
    }
}
