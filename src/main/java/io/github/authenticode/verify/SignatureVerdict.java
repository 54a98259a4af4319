package io.github.authenticode.verify;

import java.util.List;
import java.util.Optional;

/**
 * One signature of a file and what is wrong with it.
 *
 * @param digestAlgorithm of the file digest, {@code SHA-256}; or the dotted identifier of one that is not accepted
 * @param signer absent when the signature names a certificate that the file does not hold
 * @param chain from the signer to the trusted root, as far as it could be built
 * @param anchor the trusted root that the chain leads to, if it does
 * @param description from the signature ({@code signtool /d})
 * @param url from the signature ({@code signtool /du})
 * @param violations empty if the signature meets the policy
 */
public record SignatureVerdict(
        String digestAlgorithm,
        Optional<CertificateInfo> signer,
        List<CertificateInfo> chain,
        Optional<AnchorInfo> anchor,
        Optional<TimestampInfo> timestamp,
        Optional<String> description,
        Optional<String> url,
        List<Violation> violations) {
    public SignatureVerdict {
        chain = List.copyOf(chain);
        violations = List.copyOf(violations);
    }
}
