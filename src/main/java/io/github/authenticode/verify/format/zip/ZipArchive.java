package io.github.authenticode.verify.format.zip;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.ByteSink;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.base.FileWindow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A zip archive read by its central directory, the part of the JDK's that packages need plus what signatures need: the
 * bytes of the directory. Whatever makes two readers see two things makes it malformed.
 */
public final class ZipArchive {
    private static final int MAX_DIRECTORY = 32 * 1024 * 1024;
    private static final int PACKAGE_FLAGS = ZipFields.DESCRIPTOR | ZipFields.UTF_8_NAMES;
    private static final int DESCRIPTOR = 24;

    private final FileBytes file;
    private final FileWindow window;
    private final ZipEnd end;
    private final byte[] directory;
    private final Map<String, ZipPart> parts;

    private ZipArchive(FileBytes file, ZipEnd end, byte[] directory, Map<String, ZipPart> parts) {
        this.file = file;
        this.window = new FileWindow(file);
        this.end = end;
        this.directory = directory;
        this.parts = parts;
    }

    public static ZipArchive read(FileBytes file) throws IOException {
        ZipEnd end = ZipEnd.read(file);
        if (end.directorySize() > MAX_DIRECTORY) {
            throw ZipPart.damaged("its directory is far too large");
        }
        byte[] directory = file.read(end.directoryStart(), (int) end.directorySize());
        Map<String, ZipPart> parts = new LinkedHashMap<>();
        for (int position = 0; position < directory.length; ) {
            ZipPart part = ZipPart.read(directory, position);
            if (parts.size() == end.count()) {
                throw ZipPart.damaged("it has more than the " + end.count() + " parts that it counts");
            }
            if (parts.put(part.name(), part) != null) {
                throw ZipPart.damaged("it has two parts named " + part.name());
            }
            position = part.recordEnd();
        }
        if (parts.size() != end.count()) {
            throw ZipPart.damaged("it has " + parts.size() + " parts instead of " + end.count());
        }
        return new ZipArchive(file, end, directory, parts);
    }

    public List<ZipPart> parts() {
        return List.copyOf(parts.values());
    }

    /** Where the parts end at the latest. */
    long directoryStart() {
        return end.directoryStart();
    }

    public Optional<ZipPart> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /** Where a zip64 record closes the archive. */
    boolean isWide() {
        return end.isWide();
    }

    /** Feeds the local part of the archive as it was before the signature was added. */
    public void digestParts(ZipPart signature, MessageDigest digest) throws IOException {
        file.digest(digest, 0, signature.localHeader());
    }

    /** Feeds the central directory and what follows it as it was before the signature was added. */
    public void digestDirectory(ZipPart signature, MessageDigest digest) {
        digest.update(directory, 0, signature.recordStart());
        digest.update(directory, signature.recordEnd(), directory.length - signature.recordEnd());
        end.digestWithout(signature, digest);
    }

    /**
     * Refuses an archive that is not made of its parts one after the other from the first byte to the directory, each
     * with a local header that says what the directory says. Parts that share compressed data could also make a small
     * archive take forever.
     */
    public void requireAgreement() throws IOException {
        List<ZipPart> sorted = new ArrayList<>(parts.values());
        sorted.sort(Comparator.comparingLong(ZipPart::localHeader));
        long start = sorted.isEmpty() ? end.directoryStart() : sorted.get(0).localHeader();
        if (start != 0) {
            throw ZipPart.damaged(start + " bytes before its first part belong to no part");
        }
        for (int i = 0; i < sorted.size(); i++) {
            ZipLocal local = local(sorted.get(i));
            requireKnownCompression(local.part());
            if (!local.part().encrypted()) { // is refused anyway by whoever needs the content
                local.requireAgreement(window);
            }
            local.requireEndAt(window, i + 1 < sorted.size() ? sorted.get(i + 1).localHeader() : end.directoryStart());
        }
    }

    /** The same of an archive that is a package: its names are paths, and nothing in it is for some readers only. */
    public void requirePackage() throws IOException {
        requireAgreement();
        ZipNames.requireDistinct(parts());
        for (ZipPart part : parts.values()) {
            if ((part.fields().decisiveFlags() & ~PACKAGE_FLAGS) != 0) {
                throw ZipPart.damaged("its part " + part.name() + " is encrypted or has flags that no package has");
            }
        }
    }

    private static void requireKnownCompression(ZipPart part) throws MalformedFileException {
        if (part.method() != ZipPart.STORED && part.method() != ZipPart.DEFLATED) {
            throw unknownCompression(part);
        }
    }

    /** Decompresses every part, and refuses one whose content is not what the directory tells. */
    public void requireContent() throws IOException {
        for (ZipPart part : parts.values()) {
            copy(part, (bytes, offset, length) -> {});
        }
    }

    static MalformedFileException unknownCompression(ZipPart part) {
        return ZipPart.damaged("its part " + part.name() + " has the unknown compression " + part.method());
    }

    /** Whether nothing is behind the part but the directory, and no record behind its own. */
    public boolean isLast(ZipPart part) throws IOException {
        return local(part).dataEnd() + DESCRIPTOR >= end.directoryStart() && part.recordEnd() == directory.length;
    }

    /** The directory record of the part, which may hold more than {@link ZipPart} tells. */
    public ByteBuffer record(ZipPart part) {
        return ByteBuffer.wrap(directory, part.recordStart(), part.recordLength())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    public ZipLocal local(ZipPart part) throws IOException {
        return ZipLocal.read(window, part);
    }

    public byte[] content(ZipPart part, int limit) throws IOException {
        if (part.size() > limit) {
            throw ZipPart.damaged("its part " + part.name() + " is far too large");
        }
        ByteBuffer content = ByteBuffer.allocate((int) part.size());
        copy(part, content::put);
        return content.array();
    }

    /** Passes on the uncompressed content, which has exactly the size and the checksum that the directory tells. */
    public void copy(ZipPart part, ByteSink sink) throws IOException {
        ZipLocal local = local(part);
        if (part.compressedSize() > file.size() - local.dataStart()) {
            throw ZipPart.damaged("its part " + part.name() + " is cut off");
        }
        CRC32 checksum = new CRC32();
        ByteSink checked = (bytes, offset, length) -> {
            checksum.update(bytes, offset, length);
            sink.accept(bytes, offset, length);
        };
        switch (part.method()) {
            case ZipPart.STORED -> {
                if (part.size() != part.compressedSize()) {
                    throw ZipPart.damaged("the size of its part " + part.name() + " is wrong");
                }
                file.copy(checked, local.dataStart(), local.dataEnd());
            }
            case ZipPart.DEFLATED -> inflate(local, checked);
            default -> throw unknownCompression(part);
        }
        if ((int) checksum.getValue() != part.fields().crc()) {
            throw ZipPart.damaged("the checksum of its part " + part.name() + " is wrong");
        }
    }

    private void inflate(ZipLocal local, ByteSink sink) throws IOException {
        try (Inflation inflation = new Inflation(local.part(), sink)) {
            file.copy(inflation, local.dataStart(), local.dataEnd());
            inflation.requireComplete();
        }
    }

    /** Where the compressed data of the part begin. */
    public long dataStart(ZipPart part) throws IOException {
        return local(part).dataStart();
    }
}
