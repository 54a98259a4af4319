package io.github.authenticode.verify.verdict;

import io.github.authenticode.verify.certificate.CertificateInfo;
import java.time.Instant;
import java.util.Optional;

/**
 * The time at which a signature was timestamped, and the authority.
 *
 * @param kind {@code RFC3161}, or {@code Authenticode} for the legacy countersignature
 * @param digestAlgorithm of the imprint: {@code SHA-256}
 * @param authority the certificate that signed the timestamp, where it was found
 * @param anchor the trusted root that the authority's chain leads to, if it does
 */
public record TimestampInfo(
        String kind,
        Instant time,
        String digestAlgorithm,
        Optional<CertificateInfo> authority,
        Optional<AnchorInfo> anchor) {
    public static final String RFC_3161 = "RFC3161";
    public static final String LEGACY = "Authenticode";

    /**
     * Whether it is a PKCS#9 countersignature, which binds neither a policy of its authority nor the certificate that
     * made it.
     */
    public boolean isLegacy() {
        return kind.equals(LEGACY);
    }
}
