package io.github.authenticode.verify.timestamp;

import io.github.authenticode.verify.asn1.MalformedException;
import io.github.authenticode.verify.cms.AttributeSet;
import io.github.authenticode.verify.cms.ContentRules;
import io.github.authenticode.verify.cms.SignedMessage;
import io.github.authenticode.verify.cms.SignerCheck;
import io.github.authenticode.verify.cms.TimestampAttributes;
import io.github.authenticode.verify.path.VerificationContext;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.cms.SignerInfo;

/**
 * The countersignature of a package repository ("NuGet Package Signatures Technical Details"): a SignerInfo over the
 * author's signature value, with a timestamp of its own. Whom the repository belongs to is no question of a file's
 * publisher; that its key made it is.
 *
 * @param makers the certificates that made it and its timestamps
 */
public record RepositoryCountersignature(List<X509Certificate> makers, List<Violation> violations) {
    private static final String SUBJECT = "The repository's countersignature";
    private static final int MAX = 4;

    /** Those of a package; of a file that is none there are no such. */
    public static List<RepositoryCountersignature> of(
            SignedMessage message, SignerInfo signer, VerificationContext conditions) throws IOException {
        List<RepositoryCountersignature> found = new ArrayList<>();
        if (message.contentType().equals(ContentRules.DATA)) {
            List<ASN1Encodable> values = new AttributeSet(signer.getUnauthenticatedAttributes())
                    .values(TimestampAttributes.COUNTERSIGNATURE);
            if (values.size() > MAX) {
                throw new MalformedException("it has " + values.size() + " countersignatures");
            }
            for (ASN1Encodable value : values) {
                found.add(judged(
                        SignerInfo.getInstance(value),
                        signer.getEncryptedDigest().getOctets(),
                        message,
                        conditions));
            }
        }
        return found;
    }

    private static RepositoryCountersignature judged(
            SignerInfo countersigner, byte[] signatureValue, SignedMessage message, VerificationContext conditions)
            throws IOException {
        List<X509Certificate> known = message.certificates();
        SignerCheck.Result result = new SignerCheck(SUBJECT, countersigner, conditions.checks())
                .check(Optional.empty(), signatureValue, known);
        List<Violation> violations = new ArrayList<>(result.violations());
        List<X509Certificate> makers =
                new ArrayList<>(result.certificate().stream().toList());
        Timestamps timestamps = Timestamps.of(message, countersigner, conditions);
        violations.addAll(timestamps.violations());
        makers.addAll(timestamps.makers());
        return new RepositoryCountersignature(makers, violations);
    }
}
