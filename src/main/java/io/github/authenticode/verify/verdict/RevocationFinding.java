package io.github.authenticode.verify.verdict;

import io.github.authenticode.verify.certificate.CertificateInfo;
import java.time.Instant;
import java.util.Optional;

/**
 * The finding on the revocation of one certificate of a chain.
 *
 * @param certificate its SHA-256 thumbprint, as in {@link CertificateInfo}
 * @param name of its subject
 * @param source absent if nobody could tell
 * @param since from when on a revoked certificate does not count
 * @param words the reason of the revocation, or why nobody could tell; empty for a good one
 */
public record RevocationFinding(
        String certificate,
        String name,
        Status status,
        Optional<RevocationSource> source,
        Optional<Instant> since,
        String words) {
    /** The status of the certificate, for the signature that was judged. */
    public enum Status {
        GOOD,
        REVOKED,
        /** Revoked after a timestamp proves the signature, which therefore stays valid. */
        REVOKED_LATER,
        UNKNOWN
    }
}
