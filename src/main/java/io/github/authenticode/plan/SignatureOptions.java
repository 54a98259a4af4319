package io.github.authenticode.plan;

import java.net.URI;
import java.util.Optional;

/**
 * The options of each signature.
 *
 * @param digest of the file and of the signed attributes; the timestamp uses the same
 * @param description shown by the User Account Control prompt for an installer ({@code signtool /d})
 * @param url shown beside it ({@code signtool /du})
 * @param existingSignature what becomes of a signed file, but for one with a sound signature of another publisher
 * @param foreignSignature what becomes of that one
 * @param repair whether a program may be repaired whose header names a certificate table where something else lies
 */
public record SignatureOptions(
        DigestAlgorithm digest,
        Optional<String> description,
        Optional<URI> url,
        Timestamping timestamping,
        ExistingSignature existingSignature,
        ForeignSignature foreignSignature,
        boolean repair) {

    /** Options that leave alone what others signed, and repair nothing. */
    public SignatureOptions(
            DigestAlgorithm digest,
            Optional<String> description,
            Optional<URI> url,
            Timestamping timestamping,
            ExistingSignature existingSignature) {
        this(digest, description, url, timestamping, existingSignature, ForeignSignature.KEEP, false);
    }

    /**
     * Whether a signature is added to those that a file has.
     *
     * @param foreign whether one of those is a sound one of another publisher
     */
    public boolean appends(boolean foreign) {
        return (foreign && foreignSignature != ForeignSignature.REPLACE)
                ? foreignSignature == ForeignSignature.APPEND
                : existingSignature == ExistingSignature.APPEND;
    }

    SignatureOptions forFiles(boolean foreign) {
        ExistingSignature existing = appends(foreign) ? ExistingSignature.APPEND : ExistingSignature.REPLACE;
        return new SignatureOptions(digest, description, url, timestamping, existing, foreignSignature, repair);
    }
}
