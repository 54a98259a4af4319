package io.github.authenticode.engine.embedded.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.Entry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** The streams of an installer, as Apache POI reads it. */
final class InstallerStreams {
    static final String EXTENDED = "\u0005MsiDigitalSignatureEx";

    private static final String SIGNATURE = "\u0005DigitalSignature";

    private InstallerStreams() {}

    /** The content of all streams but those of the signature, by path. */
    static Map<String, byte[]> streams(Path file) throws IOException {
        try (POIFSFileSystem installer = new POIFSFileSystem(file.toFile(), true)) {
            Map<String, byte[]> streams = new TreeMap<>();
            add(streams, "", installer.getRoot());
            streams.remove("/" + EXTENDED);
            streams.remove("/" + SIGNATURE);
            return streams;
        }
    }

    private static void add(Map<String, byte[]> streams, String path, DirectoryNode storage) throws IOException {
        for (Entry entry : storage) {
            String name = path + "/" + entry.getName();
            if (entry instanceof DirectoryNode inner) {
                add(streams, name, inner);
            } else {
                try (DocumentInputStream in = new DocumentInputStream((DocumentEntry) entry)) {
                    streams.put(name, in.readAllBytes());
                }
            }
        }
    }

    /** A stream of the root. */
    static Optional<byte[]> stream(Path file, String name) throws IOException {
        try (POIFSFileSystem installer = new POIFSFileSystem(file.toFile(), true)) {
            if (!installer.getRoot().hasEntryCaseInsensitive(name)) {
                return Optional.empty();
            }
            try (DocumentInputStream in = installer.createDocumentInputStream(name)) {
                return Optional.of(in.readAllBytes());
            }
        }
    }
}
