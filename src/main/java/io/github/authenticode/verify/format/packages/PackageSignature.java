package io.github.authenticode.verify.format.packages;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.format.content.ContentFindings;
import io.github.authenticode.verify.format.content.SignatureBlob;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.format.zip.ZipArchive;
import io.github.authenticode.verify.format.zip.ZipLocal;
import io.github.authenticode.verify.format.zip.ZipPart;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The part of a package that is its signature. No digest covers it, so that each of its fields has to have the one
 * value that NuGet, signtool and the Store give it; only the time is anybody's choice.
 *
 * @param name of the part
 * @param magic the letters before the SignedData, if there are any
 * @param stored whether it may not be compressed (NU3005 in NuGet's SignedPackageArchiveIOUtility)
 */
record PackageSignature(String name, String magic, boolean stored) {
    private static final Set<Integer> VERSIONS = Set.of(20, 45);
    /**
     * What deflate adds at most to data that it cannot shrink: five bytes for each block of 16 KiB, zlib's smallest.
     */
    private static final int BLOCK = 16 * 1024;

    private static final int MAX_LENGTH = 4 * 1024 * 1024;

    /** Reads it from a package whose parts agree with its directory. */
    StoredSignatures read(ZipArchive archive) throws IOException {
        Optional<ZipPart> found = archive.part(name);
        if (found.isEmpty()) {
            return StoredSignatures.NONE;
        }
        ZipPart part = found.get();
        byte[] content = archive.content(part, MAX_LENGTH);
        int start = magic.length();
        if (content.length < start || !Arrays.equals(content, 0, start, magic.getBytes(US_ASCII), 0, start)) {
            return StoredSignatures.none(ContentFindings.damaged(name + " does not begin with " + magic));
        }
        StoredSignatures blob = SignatureBlob.of(Arrays.copyOfRange(content, start, content.length));
        List<Violation> violations = new ArrayList<>();
        if (!archive.isLast(part)) {
            violations.add(ContentFindings.misplaced(
                    Rule.NOTHING_APPENDED, "The signature is not the last part of the package."));
        }
        violations.addAll(ownFields(archive, part));
        violations.addAll(blob.violations());
        int extra = content.length
                - start
                - blob.signatures().stream().mapToInt(s -> s.length).sum();
        if (stored && extra > 0 && blob.violations().isEmpty()) {
            violations.add(SignatureBlob.trailing(extra)); // zeros, which NuGet does not fill up with
        }
        return new StoredSignatures(blob.signatures(), violations);
    }

    private List<Violation> ownFields(ZipArchive archive, ZipPart part) throws IOException {
        List<Violation> violations = new ArrayList<>();
        ByteBuffer record = archive.record(part);
        ZipLocal local = archive.local(part);
        if (stored && (part.method() != ZipPart.STORED || part.fields().flags() != 0)) {
            violations.add(ContentFindings.damaged(name + " is compressed or has flags, which NuGet refuses (NU3005)"));
        }
        int more = local.headerLength()
                - local.fields().nameLength()
                - ZipLocal.FIXED
                + record.limit()
                - part.fields().nameLength()
                - ZipPart.FIXED;
        int needed = part.localHeader() >= 0xFFFFFFFFL ? 12 : 0;
        if (more != needed) {
            violations.add(stuffed(more - needed + " bytes of comment or extra fields"));
        }
        if (part.method() == ZipPart.DEFLATED && part.compressedSize() > part.size() + 5 * (part.size() / BLOCK + 2)) {
            violations.add(stuffed("compressed data that are longer than what they compress"));
        }
        boolean plain = VERSIONS.contains((int) record.getShort(4))
                && VERSIONS.contains(part.fields().version())
                && local.fields().version() == part.fields().version()
                && (local.fields().flags() | part.fields().flags()) == 0
                && local.fields().time() == part.fields().time()
                && record.getShort(34) == 0
                && record.getShort(36) == 0
                && record.getInt(38) == 0;
        if (!plain) {
            violations.add(
                    stuffed("versions, flags, attributes or times in its headers that no signing program writes"));
        }
        return violations;
    }

    private Violation stuffed(String what) {
        return ContentFindings.misplaced(
                Rule.NOTHING_STUFFED,
                "The part " + name + " holds " + what + ", which no signature covers and which may hide data.");
    }
}
