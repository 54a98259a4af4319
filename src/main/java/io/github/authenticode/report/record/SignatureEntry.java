package io.github.authenticode.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.Evidence;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.TimestampInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One signature of a file in a report.
 *
 * @param chain from the signer to the root, as far as it could be built
 * @param anchor the trusted root that the chain leads to; left out if it leads to none
 * @param description from the signature itself, so whatever its maker wrote
 * @param url likewise; not necessarily a URL
 * @param evidence left out of a signature that could not even be read
 * @param catalog the file that the signature is in; left out where that is the file itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignatureEntry(
        String digestAlgorithm,
        @Nullable CertificateEntry signer,
        List<CertificateEntry> chain,
        @Nullable AnchorEntry anchor,
        @Nullable Timestamp timestamp,
        @Nullable String description,
        @Nullable String url,
        @Nullable String catalog,
        @Nullable EvidenceEntry evidence,
        List<ViolationEntry> violations) {

    /**
     * @param kind {@code RFC3161} or {@code Authenticode}
     * @param chain from the authority to the root, as far as it could be built; left out if not even the authority is
     * known
     * @param anchor the trusted root that the authority leads to; left out if it leads to none
     * @param time ISO 8601 instant, UTC
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Timestamp(
            String kind,
            String time,
            String digestAlgorithm,
            @Nullable CertificateEntry authority,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CertificateEntry> chain,
            @Nullable AnchorEntry anchor) {
        private static Timestamp of(TimestampInfo info, List<CertificateInfo> chain, EntryCache entries) {
            return new Timestamp(
                    info.kind(),
                    info.time().toString(),
                    info.digestAlgorithm(),
                    info.authority().map(entries::of).orElse(null),
                    entries.of(chain),
                    info.anchor().map(entries::of).orElse(null));
        }
    }

    static List<SignatureEntry> of(List<SignatureVerdict> signatures, EntryCache entries) {
        return signatures.stream().map(s -> of(s, entries)).toList();
    }

    private static SignatureEntry of(SignatureVerdict signature, EntryCache entries) {
        return new SignatureEntry(
                signature.digestAlgorithm(),
                signature.signer().map(entries::of).orElse(null),
                entries.of(signature.chain()),
                signature.anchor().map(entries::of).orElse(null),
                signature
                        .timestamp()
                        .map(t -> Timestamp.of(t, timestampChain(signature), entries))
                        .orElse(null),
                signature.description().orElse(null),
                signature.url().orElse(null),
                signature.catalog().map(entries.places()::cleanName).orElse(null),
                signature.evidence().map(e -> EvidenceEntry.of(e, entries)).orElse(null),
                ViolationEntry.of(signature.violations(), entries.places()));
    }

    private static List<CertificateInfo> timestampChain(SignatureVerdict signature) {
        return signature.evidence().map(Evidence::timestampChain).orElse(List.of());
    }
}
