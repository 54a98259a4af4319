package io.github.authenticode.plan;

import java.net.URI;
import java.util.Optional;

/**
 * What goes into each signature.
 *
 * @param digest of the file and of the signed attributes; the timestamp uses the same
 * @param description shown by the User Account Control prompt for an installer ({@code signtool /d})
 * @param url shown beside it ({@code signtool /du})
 * @param repair whether a program may be repaired whose header names a certificate table where something else lies
 */
public record SignatureOptions(
        DigestAlgorithm digest,
        Optional<String> description,
        Optional<URI> url,
        Timestamping timestamping,
        ExistingSignature existingSignature,
        boolean repair) {
    /** Options under which nothing is repaired. */
    public SignatureOptions(
            DigestAlgorithm digest,
            Optional<String> description,
            Optional<URI> url,
            Timestamping timestamping,
            ExistingSignature existingSignature) {
        this(digest, description, url, timestamping, existingSignature, false);
    }
}
