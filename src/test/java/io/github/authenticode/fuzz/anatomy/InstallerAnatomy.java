package io.github.authenticode.fuzz.anatomy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.Entry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** An installer as Apache POI reads it: names, sizes and content of all streams, in the order of the digest. */
final class InstallerAnatomy {
    private static final int SECTOR = 512;
    private static final String SIGNATURE = "\u0005DigitalSignature";
    private static final Comparator<Entry> BY_NAME = (a, b) -> Arrays.compareUnsigned(
            a.getName().getBytes(StandardCharsets.UTF_16LE), b.getName().getBytes(StandardCharsets.UTF_16LE));

    private InstallerAnatomy() {}

    static Anatomy of(byte[] cut) throws IOException {
        // POI wants the last sector whole, of which a writer may leave out what belongs to no stream.
        byte[] file = Arrays.copyOf(cut, (cut.length + SECTOR - 1) / SECTOR * SECTOR);
        try (InputStream in = new ByteArrayInputStream(file);
                POIFSFileSystem installer = new POIFSFileSystem(in)) {
            ByteArrayOutputStream authenticated = new ByteArrayOutputStream();
            add(installer.getRoot(), authenticated);
            byte[] signature = content((DocumentEntry) installer.getRoot().getEntryCaseInsensitive(SIGNATURE));
            return new Anatomy(authenticated.toByteArray(), List.of(signature), InstallerPlaces.of(file));
        } catch (RuntimeException e) {
            throw new IOException("unexpected: no installer to Apache POI", e);
        }
    }

    private static void add(DirectoryEntry storage, ByteArrayOutputStream authenticated) throws IOException {
        List<Entry> entries = new ArrayList<>();
        storage.getEntries().forEachRemaining(entries::add);
        entries.sort(BY_NAME);
        for (Entry entry : entries) {
            String size = entry instanceof DocumentEntry document ? " " + document.getSize() : "";
            if (!entry.getName().equals(SIGNATURE)) {
                authenticated.writeBytes((entry.getName() + size).getBytes(StandardCharsets.UTF_16LE));
            }
            if (entry instanceof DirectoryEntry inner) {
                add(inner, authenticated);
            } else if (!entry.getName().equals(SIGNATURE)) {
                authenticated.writeBytes(content((DocumentEntry) entry));
            }
        }
        authenticated.writeBytes(storage.getStorageClsid().toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] content(DocumentEntry entry) throws IOException {
        try (DocumentInputStream in = new DocumentInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
