package io.github.authenticode.verify.timestamp;

import io.github.authenticode.verify.asn1.Decoding;
import io.github.authenticode.verify.asn1.MalformedException;
import io.github.authenticode.verify.cms.AttributeSet;
import io.github.authenticode.verify.cms.SignerCheck;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.path.VerificationContext;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;

/**
 * The check of the timestamp of {@code signtool /t}: a PKCS#9 countersignature (RFC 2985, 5.3.6), that is a bare
 * SignerInfo over the signature value, whose signing time is a signed attribute and whose certificates stand with the
 * file's.
 */
final class Countersignature {
    private Countersignature() {}

    static TimestampCheck check(
            ASN1Encodable value,
            byte[] signatureValue,
            List<X509Certificate> fileCertificates,
            VerificationContext conditions) {
        try {
            return Decoding.guarded(
                    () -> check(SignerInfo.getInstance(value), signatureValue, fileCertificates, conditions));
        } catch (MalformedException e) {
            return TimestampCheck.unreadable(e);
        }
    }

    private static TimestampCheck check(
            SignerInfo signer, byte[] signatureValue, List<X509Certificate> known, VerificationContext conditions)
            throws IOException {
        SignerCheck.Result result = new SignerCheck("The timestamp", signer, conditions.checks())
                .check(Optional.empty(), signatureValue, known);
        List<Violation> violations = new ArrayList<>(
                TimestampCheck.underOneCode(result.violations(), Digest.of(signer.getDigestAlgorithm())));
        ASN1Encodable signingTime = new AttributeSet(signer.getAuthenticatedAttributes())
                .single(AttributeSet.SIGNING_TIME)
                .orElseThrow(() -> new MalformedException("it has no signing time"));
        Instant time = Time.getInstance(signingTime).getDate().toInstant();
        TimestampCheck.Common common = TimestampCheck.common(time, result.certificate(), known, conditions);
        violations.addAll(common.violations());
        TimestampInfo info = new TimestampInfo(
                TimestampInfo.LEGACY,
                time,
                Digest.of(signer.getDigestAlgorithm()).name(),
                result.certificate().map(conditions.known()::info),
                common.anchor());
        return new TimestampCheck(
                Optional.of(info),
                result.certificate(),
                violations,
                result.broken() || !common.violations().isEmpty());
    }
}
