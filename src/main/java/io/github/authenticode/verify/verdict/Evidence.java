package io.github.authenticode.verify.verdict;

import io.github.authenticode.verify.certificate.CertificateInfo;
import java.time.Instant;
import java.util.List;

/**
 * Upon what a signature was judged, for whoever has to rely on the verdict.
 *
 * @param judgedAt the instant at which the signer's certificate had to be valid
 * @param checks those that were made and those that were not, in the order of {@link Check.Kind}
 * @param timestampChain from the timestamp authority to the trusted root, as far as it could be built; empty without
 * timestamp
 * @param revocations one for each certificate that was asked after, the signer's chain first
 */
public record Evidence(
        JudgedAt judgedAt,
        List<CertificateInfo> timestampChain,
        List<Check> checks,
        List<RevocationFinding> revocations) {
    public Evidence {
        timestampChain = List.copyOf(timestampChain);
        checks = List.copyOf(checks);
        revocations = List.copyOf(revocations);
    }

    /**
     * The clock that counted.
     *
     * @param why one sentence
     */
    public record JudgedAt(Instant instant, Basis basis, String why) {}

    /** The source of the instant. */
    public enum Basis {
        TIMESTAMP,
        NOW,
        VERIFY_AT
    }
}
