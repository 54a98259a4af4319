package io.github.authenticode.run.work;

import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.AnchorInfo;
import io.github.authenticode.verify.verdict.Check;
import io.github.authenticode.verify.verdict.Evidence;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sharing of what verdicts have in common. A verdict names four to six certificates and ten checks, some five
 * kilobytes, and all verdicts of a run are held until its report is written; of 10,000 files of one publisher that is
 * all the same. Safe for use by several threads.
 */
public final class VerdictInterner {
    /** Beyond it nothing more is remembered: then every file is a stranger's. */
    private static final int MOST = 10_000;

    private final Map<String, CertificateInfo> certificates = new ConcurrentHashMap<>();
    private final Map<String, AnchorInfo> anchors = new ConcurrentHashMap<>();
    private final Map<String, Check> checks = new ConcurrentHashMap<>();

    /** An equal verdict. */
    public Verdict of(Verdict verdict) {
        return verdict.signatures().isEmpty()
                ? verdict
                : new Verdict(verdict.signatures().stream().map(this::of).toList(), verdict.fileViolations());
    }

    private SignatureVerdict of(SignatureVerdict signature) {
        return new SignatureVerdict(
                signature.digestAlgorithm(),
                signature.signer().map(this::of),
                of(signature.chain()),
                signature.anchor().map(this::of),
                signature.timestamp().map(this::of),
                signature.description(),
                signature.url(),
                signature.catalog(),
                signature.evidence().map(this::of),
                signature.violations());
    }

    private TimestampInfo of(TimestampInfo timestamp) {
        return new TimestampInfo(
                timestamp.kind(),
                timestamp.time(),
                timestamp.digestAlgorithm(),
                timestamp.authority().map(this::of),
                timestamp.anchor().map(this::of));
    }

    private Evidence of(Evidence evidence) {
        return new Evidence(
                evidence.judgedAt(),
                of(evidence.timestampChain()),
                evidence.checks().stream().map(this::of).toList(),
                evidence.revocations());
    }

    private List<CertificateInfo> of(List<CertificateInfo> chain) {
        return chain.stream().map(this::of).toList();
    }

    /** By its thumbprint; but a verifier is free to call the same certificate by other words. */
    @SuppressWarnings("ReferenceEquality") // only spares the comparison of what is nearly always the same object
    private CertificateInfo of(CertificateInfo certificate) {
        CertificateInfo known = first(certificates, certificate.sha256(), certificate);
        return known.equals(certificate) ? known : certificate;
    }

    private AnchorInfo of(AnchorInfo anchor) {
        return first(anchors, anchor.sha256() + anchor.source() + anchor.subject(), anchor);
    }

    private Check of(Check check) {
        return first(checks, check.kind() + (check.made() ? "+" : "-") + check.words(), check);
    }

    private static <T> T first(Map<String, T> known, String key, T value) {
        T earlier = known.get(key);
        if (earlier == null && known.size() < MOST) {
            known.put(key, value);
        }
        return earlier == null ? value : earlier;
    }
}
