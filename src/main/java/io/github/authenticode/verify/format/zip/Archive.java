package io.github.authenticode.verify.format.zip;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.base.TailBuffer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip archive (also a JAR, an MSIX or a NuGet package), opened to take files out of it. It is read by its central
 * directory as Windows and Java do, and refused where a reader that begins at the front would see anything else.
 */
public final class Archive implements Closeable {
    private static final int PIECE = 1024;

    private final FileBytes file;
    private final ZipArchive zip;

    private Archive(FileBytes file, ZipArchive zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * Reads the directory of the archive, and nothing else.
     *
     * @throws MalformedFileException if it is damaged, or ambiguous
     */
    public static Archive open(Path path) throws IOException {
        FileBytes file = FileBytes.open(path);
        try {
            ZipArchive zip = ZipArchive.read(file);
            zip.requireAgreement();
            return new Archive(file, zip);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** How many parts the archive says that it has, told without reading its directory. */
    public static long count(Path path) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            return ZipEnd.read(file).count();
        }
    }

    /** In the order of the directory. */
    public List<ZipPart> parts() {
        return zip.parts();
    }

    /** The last bytes of a part uncompressed, or all if it has fewer; all of it is decompressed for that. */
    public byte[] tail(ZipPart part, int length) throws IOException {
        if (part.method() == ZipPart.STORED && part.size() == part.compressedSize()) {
            int stored = (int) Math.min(length, part.size());
            return file.read(zip.dataStart(part) + part.size() - stored, stored);
        }
        TailBuffer tail = new TailBuffer((int) Math.min(length, part.size()));
        zip.copy(part, tail);
        return tail.bytes();
    }

    /**
     * The first bytes of a part uncompressed, or all if it has fewer; no more of it is decompressed than that takes.
     */
    public byte[] head(ZipPart part, int length) throws IOException {
        long start = zip.dataStart(part);
        long end = start + part.compressedSize();
        return switch (part.method()) {
            case ZipPart.STORED -> file.read(start, (int) Math.min(length, part.compressedSize()));
            case ZipPart.DEFLATED -> {
                requireNoneBehind(part, start, end);
                yield inflatedHead(part, start, end, length);
            }
            default -> throw ZipArchive.unknownCompression(part);
        };
    }

    /** Whoever reads from the front would take for the next part what stands behind the end of compressed data. */
    private void requireNoneBehind(ZipPart part, long start, long end) throws IOException {
        LocalHeaderSearch search = new LocalHeaderSearch();
        file.copy(search, start, end);
        if (search.found()) {
            zip.copy(part, (bytes, offset, length) -> {});
        }
    }

    private byte[] inflatedHead(ZipPart part, long start, long end, int length) throws IOException {
        byte[] head = new byte[length];
        int filled = 0;
        Inflater inflater = new Inflater(true);
        try {
            for (long position = start; position < end && filled < length && !inflater.finished(); ) {
                byte[] piece = file.read(position, (int) Math.min(PIECE, end - position));
                inflater.setInput(piece);
                filled += inflater.inflate(head, filled, length - filled);
                position += piece.length;
            }
        } catch (DataFormatException e) {
            throw new MalformedFileException(
                    "The package is damaged: its part " + part.name() + " cannot be decompressed.", e);
        } finally {
            inflater.end();
        }
        return Arrays.copyOf(head, filled);
    }

    /**
     * Writes the content of a part to a new file. The name of the part plays no role in that.
     *
     * @throws MalformedFileException if the part does not have exactly the size that the directory tells
     */
    public void extract(ZipPart part, Path target) throws IOException {
        try (OutputStream out =
                Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            zip.copy(part, out::write);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
