package io.github.authenticode.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
            return bytes.toByteArray();
        }
    }

    private static void put(DirectoryEntry storage, String name, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        storage.createDocument(name, new ByteArrayInputStream(content));
    }
}
