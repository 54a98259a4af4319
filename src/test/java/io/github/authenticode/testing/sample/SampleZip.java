package io.github.authenticode.testing.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes zip archives with a fixed date, and the block map of an application package over its parts. */
final class SampleZip {
    private static final int BLOCK = 65_536;
    private static final int LOCAL_HEADER = 30;

    private SampleZip() {}

    /** Stored entries first, then the deflated ones, each in the order of its map. */
    static byte[] bytes(Map<String, byte[]> deflated, Map<String, byte[]> stored) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : stored.entrySet()) {
                put(zip, storedEntry(part.getKey(), part.getValue()), part.getValue());
            }
            for (Map.Entry<String, byte[]> part : deflated.entrySet()) {
                put(zip, new ZipEntry(part.getKey()), part.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** The block map lists parts with backslashes, and hashes every 64 KiB of what they hold uncompressed. */
    static String blockMap(Map<String, byte[]> parts) {
        StringBuilder map = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<BlockMap xmlns=\"http://schemas.microsoft.com/appx/2010/blockmap\""
                + " HashMethod=\"http://www.w3.org/2001/04/xmlenc#sha256\">");
        parts.forEach((name, content) -> {
            int headerSize = LOCAL_HEADER + name.getBytes(UTF_8).length;
            map.append("<File Name=\"" + name.replace('/', '\\') + "\" Size=\"" + content.length + "\" LfhSize=\""
                    + headerSize + "\">");
            for (int start = 0; start < content.length; start += BLOCK) {
                byte[] block = Arrays.copyOfRange(content, start, Math.min(start + BLOCK, content.length));
                map.append("<Block Hash=\"" + Base64.getEncoder().encodeToString(sha256(block)) + "\"/>");
            }
            map.append("</File>");
        });
        return map.append("</BlockMap>").toString();
    }

    private static ZipEntry storedEntry(String name, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        return entry;
    }

    private static void put(ZipOutputStream zip, ZipEntry entry, byte[] content) throws IOException {
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
