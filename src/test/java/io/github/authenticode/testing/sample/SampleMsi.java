package io.github.authenticode.testing.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.apache.poi.hpsf.ClassID;
import org.apache.poi.hpsf.ClassIDPredefined;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * A compound file that carries the class identifier of an installer database. The stream names are encoded as Windows
 * Installer does it: two characters of a 64 letter alphabet in one code unit from U+3800 on, tables marked by U+4840.
 */
final class SampleMsi {
    private static final ClassID INSTALLER = new ClassID("{000C1084-0000-0000-C000-000000000046}");
    private static final String STRING_POOL = "\u4840\u3F3F\u4577\u446C\u3E6A\u44B2\u482F";
    private static final String STRING_DATA = "\u4840\u3F3F\u4577\u446C\u3B6A\u45E4\u4824";

    private static final int SECTOR = 512;

    private SampleMsi() {}

    static byte[] bytes(int streamBytes) throws IOException {
        try (POIFSFileSystem file = new POIFSFileSystem()) {
            DirectoryEntry root = file.getRoot();
            root.setStorageClsid(INSTALLER);
            put(root, "\u0005SummaryInformation", 300);
            put(root, STRING_POOL, 64);
            put(root, STRING_DATA, streamBytes);
            DirectoryEntry storage = root.createDirectory("Transform");
            storage.setStorageClsid(ClassIDPredefined.TXT_ONLY.getClassID());
            put(storage, STRING_POOL, 5000);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            file.writeFilesystem(bytes);
            return withDirectoryAfterFat(bytes.toByteArray());
        }
    }

    /**
     * Swaps the first two sectors. POI puts the directory first and the allocation table second; osslsigncode refuses a
     * directory in sector 0, and complains of POI's minor version.
     */
    private static byte[] withDirectoryAfterFat(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.getInt(0x30) != 0 || bytes.getInt(0x4C) != 1) {
            throw new IllegalStateException("POI lays out its files in another way now");
        }
        bytes.putShort(0x18, (short) 0x3E).putInt(0x30, 1).putInt(0x4C, 0);
        byte[] directory = Arrays.copyOfRange(file, SECTOR, 2 * SECTOR);
        bytes.put(SECTOR, file, 2 * SECTOR, SECTOR).put(2 * SECTOR, directory);
        int afterDirectory = bytes.getInt(SECTOR);
        bytes.putInt(SECTOR, bytes.getInt(SECTOR + 4)).putInt(SECTOR + 4, afterDirectory);
        return file;
    }

    private static void put(DirectoryEntry storage, String name, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        storage.createDocument(name, new ByteArrayInputStream(content));
    }
}
