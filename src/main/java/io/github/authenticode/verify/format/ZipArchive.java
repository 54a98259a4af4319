package io.github.authenticode.verify.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.authenticode.plan.Rule;
import io.github.authenticode.verify.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A zip archive read by its central directory, the part of the JDK's that packages need plus what signatures need: the
 * bytes of the directory. Two parts of one name, or parts that overlap, make it malformed: readers disagree on those.
 */
final class ZipArchive {
    private static final int MAX_DIRECTORY = 32 * 1024 * 1024;
    private static final int LOCAL_HEADER = 30;
    private static final int LOCAL_MAGIC = 0x04034B50;

    private final FileBytes file;
    private final ZipEnd end;
    private final byte[] directory;
    private final Map<String, ZipPart> parts;

    private ZipArchive(FileBytes file, ZipEnd end, byte[] directory, Map<String, ZipPart> parts) {
        this.file = file;
        this.end = end;
        this.directory = directory;
        this.parts = parts;
    }

    static ZipArchive read(FileBytes file) throws IOException {
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

    List<ZipPart> parts() {
        return List.copyOf(parts.values());
    }

    Optional<ZipPart> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /**
     * The signature in the part of that name, which has to be the last one: nothing may lie between it and the directory.
     *
     * @param magic the letters before the SignedData, if there are any
     */
    StoredSignatures signature(String name, String magic) throws IOException {
        ZipPart part = parts.get(name);
        if (part == null) {
            return StoredSignatures.NONE;
        }
        byte[] content = content(part, SignatureBlob.MAX_LENGTH);
        int start = magic.length();
        if (content.length < start || !Arrays.equals(content, 0, start, magic.getBytes(US_ASCII), 0, start)) {
            return StoredSignatures.none(Findings.damaged(name + " does not begin with " + magic));
        }
        StoredSignatures blob = SignatureBlob.of(Arrays.copyOfRange(content, start, content.length));
        if (dataStart(part) + part.compressedSize() == end.directoryStart()) {
            return blob;
        }
        List<Violation> violations = new ArrayList<>();
        violations.add(Findings.misplaced(Rule.NOTHING_APPENDED, "The signature is not the last part of the package."));
        violations.addAll(blob.violations());
        return new StoredSignatures(blob.signatures(), violations);
    }

    /** Feeds the local part of the archive as it was before the signature was added. */
    void digestParts(ZipPart signature, MessageDigest digest) throws IOException {
        file.digest(digest, 0, signature.localHeader());
    }

    /** Feeds the central directory and what follows it as it was before the signature was added. */
    void digestDirectory(ZipPart signature, MessageDigest digest) {
        digest.update(directory, 0, signature.recordStart());
        digest.update(directory, signature.recordEnd(), directory.length - signature.recordEnd());
        end.digestWithout(signature, digest);
    }

    /** Without this, many parts that share one piece of compressed data could make a small archive take forever. */
    void requireDisjointParts() throws IOException {
        List<ZipPart> sorted = new ArrayList<>(parts.values());
        sorted.sort(Comparator.comparingLong(ZipPart::localHeader));
        long free = 0;
        for (ZipPart part : sorted) {
            if (part.localHeader() < free) {
                throw ZipPart.damaged("its part " + part.name() + " overlaps another one");
            }
            free = dataStart(part) + part.compressedSize();
        }
        if (free > end.directoryStart()) {
            throw ZipPart.damaged("its last part overlaps the directory");
        }
    }

    byte[] content(ZipPart part, int limit) throws IOException {
        if (part.size() > limit) {
            throw ZipPart.damaged("its part " + part.name() + " is far too large");
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream((int) part.size());
        copy(part, content::write);
        return content.toByteArray();
    }

    /** Passes on the uncompressed content, which has exactly the size that the directory tells. */
    void copy(ZipPart part, ByteSink sink) throws IOException {
        long start = dataStart(part);
        if (part.compressedSize() > file.size() - start) {
            throw ZipPart.damaged("its part " + part.name() + " is cut off");
        }
        long dataEnd = start + part.compressedSize();
        switch (part.method()) {
            case ZipPart.STORED -> {
                if (part.size() != part.compressedSize()) {
                    throw ZipPart.damaged("the size of its part " + part.name() + " is wrong");
                }
                file.copy(sink, start, dataEnd);
            }
            case ZipPart.DEFLATED -> inflate(part, start, dataEnd, sink);
            default ->
                throw ZipPart.damaged("its part " + part.name() + " has the unknown compression " + part.method());
        }
    }

    private void inflate(ZipPart part, long start, long dataEnd, ByteSink sink) throws IOException {
        try (Inflation inflation = new Inflation(part, sink)) {
            file.copy(inflation, start, dataEnd);
            inflation.requireComplete();
        }
    }

    /** Where the compressed data of the part begin. */
    long dataStart(ZipPart part) throws IOException {
        ByteBuffer header = file.readNumbers(part.localHeader(), LOCAL_HEADER);
        if (header.getInt(0) != LOCAL_MAGIC) {
            throw ZipPart.damaged("its part " + part.name() + " is not where the directory says");
        }
        int variable = Short.toUnsignedInt(header.getShort(26)) + Short.toUnsignedInt(header.getShort(28));
        return part.localHeader() + LOCAL_HEADER + variable;
    }
}
