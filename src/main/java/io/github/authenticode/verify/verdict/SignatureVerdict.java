package io.github.authenticode.verify.verdict;

import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.violation.Violation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One signature of a file and what is wrong with it.
 *
 * @param digestAlgorithm of the file digest, {@code SHA-256}; or the dotted identifier of one that is not accepted
 * @param signer absent when the signature names a certificate that the file does not hold
 * @param chain from the signer to the trusted root, as far as it could be built
 * @param anchor the trusted root that the chain leads to, if it does
 * @param description from the signature ({@code signtool /d})
 * @param url from the signature ({@code signtool /du})
 * @param catalog name of the catalog that the signature is of; absent for one in the file itself
 * @param evidence upon what it was judged; absent where it could not even be read
 * @param violations empty if the signature meets the policy in full
 */
public record SignatureVerdict(
        String digestAlgorithm,
        Optional<CertificateInfo> signer,
        List<CertificateInfo> chain,
        Optional<AnchorInfo> anchor,
        Optional<TimestampInfo> timestamp,
        Optional<String> description,
        Optional<String> url,
        Optional<String> catalog,
        Optional<Evidence> evidence,
        List<Violation> violations) {
    public SignatureVerdict {
        chain = List.copyOf(chain);
        violations = List.copyOf(violations);
    }

    /** A signature in the file itself. */
    public SignatureVerdict(
            String digestAlgorithm,
            Optional<CertificateInfo> signer,
            List<CertificateInfo> chain,
            Optional<AnchorInfo> anchor,
            Optional<TimestampInfo> timestamp,
            Optional<String> description,
            Optional<String> url,
            List<Violation> violations) {
        this(
                digestAlgorithm,
                signer,
                chain,
                anchor,
                timestamp,
                description,
                url,
                Optional.empty(),
                Optional.empty(),
                violations);
    }

    /** This signature with what it was judged upon. */
    public SignatureVerdict with(Evidence found) {
        return new SignatureVerdict(
                digestAlgorithm,
                signer,
                chain,
                anchor,
                timestamp,
                description,
                url,
                catalog,
                Optional.of(found),
                violations);
    }

    /** Those violations that reject the file. */
    public List<Violation> errors() {
        return violations.stream().filter(Violation::isError).toList();
    }

    /** This signature with other violations. */
    public SignatureVerdict with(List<Violation> others) {
        return new SignatureVerdict(
                digestAlgorithm, signer, chain, anchor, timestamp, description, url, catalog, evidence, others);
    }

    /** This signature of a catalog as one of a file that the catalog lists. */
    public SignatureVerdict ofCatalog(String name, List<Violation> more) {
        return new SignatureVerdict(
                digestAlgorithm,
                signer,
                chain,
                anchor,
                timestamp,
                description,
                url,
                Optional.of(name),
                evidence,
                Stream.concat(violations.stream(), more.stream()).toList());
    }
}
