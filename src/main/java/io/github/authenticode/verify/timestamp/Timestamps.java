package io.github.authenticode.verify.timestamp;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.cms.AttributeSet;
import io.github.authenticode.verify.cms.ContentRules;
import io.github.authenticode.verify.cms.SignedMessage;
import io.github.authenticode.verify.cms.TimestampAttributes;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.path.VerificationContext;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.cms.SignerInfo;

/** All timestamps of one signature, each checked. */
public record Timestamps(List<TimestampCheck> checks) {
    /** More than any signature has; a bound on the work that a hostile one can cause. */
    private static final int MAX_TIMESTAMPS = 8;

    public static Timestamps of(SignedMessage message, SignerInfo signer, VerificationContext conditions) {
        AttributeSet unsigned = new AttributeSet(signer.getUnauthenticatedAttributes());
        byte[] signatureValue = signer.getEncryptedDigest().getOctets();
        List<X509Certificate> known = message.certificates();
        // In a NuGet package a countersignature is the repository's, not a timestamp.
        boolean plainCms = message.contentType().equals(ContentRules.DATA);
        List<TimestampCheck> checks = new ArrayList<>();
        String attribute = plainCms ? TimestampAttributes.CMS : TimestampAttributes.AUTHENTICODE;
        boolean strong = Digest.of(signer.getDigestAlgorithm()).isAccepted();
        for (ASN1Encodable token : bounded(unsigned.values(attribute))) {
            checks.add(Rfc3161Token.check(token, signatureValue, known, conditions));
        }
        if (!plainCms) {
            for (ASN1Encodable countersignature : bounded(unsigned.values(TimestampAttributes.COUNTERSIGNATURE))) {
                TimestampCheck check = Countersignature.check(countersignature, signatureValue, known, conditions);
                checks.add(strong ? check.forgivingSha1() : check);
            }
        }
        return new Timestamps(checks);
    }

    /** The certificates that made them. */
    public List<X509Certificate> makers() {
        return checks.stream().flatMap(c -> c.maker().stream()).toList();
    }

    private static List<ASN1Encodable> bounded(List<ASN1Encodable> values) {
        if (values.size() > MAX_TIMESTAMPS) {
            throw new IllegalArgumentException("it has " + values.size() + " timestamps");
        }
        return values;
    }

    /** The one to report: a valid one if there is any, else the first whose time could be read. */
    public Optional<TimestampInfo> shown() {
        return checks.stream()
                .filter(TimestampCheck::isValid)
                .findFirst()
                .flatMap(TimestampCheck::info)
                .or(() -> checks.stream().flatMap(c -> c.info().stream()).findFirst());
    }

    /** When the signature existed at the latest, if a timestamp that can be relied upon says so. */
    public Optional<Instant> provenTime() {
        return checks.stream()
                .filter(TimestampCheck::provesTime)
                .sorted(Comparator.comparing(c -> !c.isValid()))
                .flatMap(c -> c.info().stream())
                .map(TimestampInfo::time)
                .findFirst();
    }

    /** The violation that there is none at all. */
    public Optional<Violation> missing() {
        return checks.isEmpty()
                ? Optional.of(new Violation(
                        ViolationCode.TRUST_E_TIME_STAMP,
                        "Not timestamped: the signature dies with its certificate. Sign with a timestamp.",
                        Rule.TIMESTAMP_REQUIRED))
                : Optional.empty();
    }

    /** What is wrong with those that are there. */
    public List<Violation> violations() {
        return checks.stream().flatMap(c -> c.violations().stream()).toList();
    }
}
