package io.github.authenticode.verify.format.content;

import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A file of one format, opened to read its signatures and to compare them with its content. */
public interface SignedContent {
    /**
     * The signatures in the file itself; those nested inside another one (1.3.6.1.4.1.311.2.4.1) are not listed here.
     */
    StoredSignatures stored();

    /** Whether a file like this can be signed at all; what is stored says why not. */
    default boolean isSignable() {
        return true;
    }

    default List<byte[]> signatures() {
        return stored().signatures();
    }

    default List<Violation> storageViolations() {
        return stored().violations();
    }

    /**
     * Recomputes the digest of the file and compares it with what one signature holds.
     *
     * @param contentType dotted identifier of the encapsulated content: SpcIndirectDataContent, a CTL, or data
     * @param content DER of the encapsulated content as signed
     * @return violations; empty if the signature belongs to this content
     */
    List<Violation> compare(String contentType, byte[] content) throws IOException;

    /**
     * Whether a signature lists digests of the file's pages, which {@link #compare} then recomputes as well.
     *
     * @param content as in {@link #compare}
     * @return empty where files of this format have none
     */
    default Optional<Boolean> hasPageHashes(String contentType, byte[] content) {
        return Optional.empty();
    }

    /** What stands behind the content and is no signature; absent for formats that have no end of their own. */
    default Optional<Remainder> remainder() {
        return Optional.empty();
    }

    /**
     * Whether the signatures cover the names and sizes of what is in the file, beside the content.
     *
     * @return empty where that goes without saying
     */
    default Optional<Boolean> coversMetadata() {
        return Optional.empty();
    }

    /** Whom the file itself names as its publisher; absent for formats that name none. */
    default Optional<String> publisher() throws IOException {
        return Optional.empty();
    }
}
