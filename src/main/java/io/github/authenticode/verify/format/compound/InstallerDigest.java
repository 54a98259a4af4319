package io.github.authenticode.verify.format.compound;

import io.github.authenticode.verify.format.base.HashAlgorithm;
import io.github.authenticode.verify.format.content.ContentFindings;
import io.github.authenticode.verify.format.content.IndirectData;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The digest of an installer: of the content of every stream, in the order of the names' bytes, and the class
 * identifier of every storage. The stream MsiDigitalSignatureEx, if there is one, holds a digest of names, sizes and
 * times, and is digested first.
 */
public final class InstallerDigest {
    public static final String SIGNATURE = "\u0005DigitalSignature";
    public static final String METADATA = "\u0005MsiDigitalSignatureEx";
    private static final String SUMMARY = "\u0005SummaryInformation";
    private static final String DOCUMENT_SUMMARY = "\u0005DocumentSummaryInformation";
    private static final byte[] PROPERTY_SET = {-2, -1, 0, 0};
    private static final int MAX_METADATA = 1024;
    private static final int MAX_SUMMARY = 1 << 20;

    private InstallerDigest() {}

    public static List<Violation> compare(CompoundFile file, IndirectData signed, HashAlgorithm algorithm)
            throws IOException {
        MessageDigest digest = algorithm.start();
        Optional<CompoundEntry> metadata = file.root().stream(METADATA);
        if (metadata.isPresent()) {
            byte[] stored = file.content(metadata.get(), MAX_METADATA);
            MessageDigest computed = algorithm.start();
            digestMetadata(file.root(), true, computed);
            if (!MessageDigest.isEqual(stored, computed.digest())) {
                return List.of(ContentFindings.changed(
                        "the names, sizes or times of its streams are not those that MsiDigitalSignatureEx records"));
            }
            digest.update(stored);
        } else if (mayBeRenamed(file)) {
            return List.of(ContentFindings.changed(
                    "its content does not begin with the summary information, so that this may be"
                            + " an installer whose MsiDigitalSignatureEx was given another name"));
        }
        digestContent(file, file.root(), true, digest);
        return signed.comparedWith(digest.digest(), algorithm);
    }

    /**
     * Whether the digest may begin with what was MsiDigitalSignatureEx: under a name that sorts first it is digested as
     * before, and names and sizes are free. What sorts first in every installer is its summary, a property set
     * ([MS-OLEPS] 2.21).
     */
    private static boolean mayBeRenamed(CompoundFile file) throws IOException {
        Optional<CompoundEntry> first = firstContent(file.root(), true);
        if (first.isEmpty() || first.get().isNamed(SUMMARY)) {
            return false;
        }
        return !first.get().isNamed(DOCUMENT_SUMMARY)
                || !Arrays.equals(
                        Arrays.copyOf(file.content(first.get(), MAX_SUMMARY), PROPERTY_SET.length), PROPERTY_SET);
    }

    private static Optional<CompoundEntry> firstContent(CompoundStorage storage, boolean root) {
        for (CompoundStorage child : storage.children()) {
            Optional<CompoundEntry> found = child.entry().isStream()
                    ? Optional.of(child.entry()).filter(e -> e.size() > 0 && !(root && isSignature(e)))
                    : firstContent(child, false);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static void digestContent(CompoundFile file, CompoundStorage storage, boolean root, MessageDigest digest)
            throws IOException {
        for (CompoundStorage child : storage.children()) {
            if (root && isSignature(child.entry())) {
                continue;
            }
            if (child.entry().isStream()) {
                file.copy(child.entry(), digest::update);
            } else {
                digestContent(file, child, false, digest);
            }
        }
        digest.update(storage.entry().classId());
    }

    private static void digestMetadata(CompoundStorage storage, boolean root, MessageDigest digest) {
        CompoundEntry entry = storage.entry();
        if (!root) {
            digest.update(entry.name());
        }
        digest.update(entry.isStream() ? size(entry) : entry.classId());
        digest.update(entry.metadata(), 0, root ? 4 : entry.metadata().length);
        for (CompoundStorage child : storage.children()) {
            if (!(root && isSignature(child.entry()))) {
                digestMetadata(child, false, digest);
            }
        }
    }

    private static byte[] size(CompoundEntry entry) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) entry.size())
                .array();
    }

    /** Whether it is one of the streams in which a signature is, if it lies in the root. */
    static boolean isSignature(CompoundEntry entry) {
        return entry.isStream() && (entry.isNamed(SIGNATURE) || entry.isNamed(METADATA));
    }
}
