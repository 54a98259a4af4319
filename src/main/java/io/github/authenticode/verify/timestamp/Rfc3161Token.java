package io.github.authenticode.verify.timestamp;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.asn1.Asn1Bounds;
import io.github.authenticode.verify.asn1.Decoding;
import io.github.authenticode.verify.asn1.MalformedException;
import io.github.authenticode.verify.certificate.SignerRules;
import io.github.authenticode.verify.cms.AttributeSet;
import io.github.authenticode.verify.cms.SignedMessage;
import io.github.authenticode.verify.cms.SignerCheck;
import io.github.authenticode.verify.cms.TimestampAttributes;
import io.github.authenticode.verify.cms.UncoveredBytes;
import io.github.authenticode.verify.cms.UnusedCertificates;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Oids;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.path.VerificationContext;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.tsp.TSTInfo;

/** The check of an RFC 3161 token that stands in an unsigned attribute of the signature whose value it timestamps. */
final class Rfc3161Token {
    private static final String SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
    private static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

    private final SignedMessage token;
    private final TSTInfo info;
    private final List<Violation> violations = new ArrayList<>();
    private boolean broken;

    private Rfc3161Token(SignedMessage token) throws IOException {
        if (!token.contentType().equals(TimestampAttributes.TST_INFO)) {
            throw new MalformedException("it holds " + Oids.named(token.contentType()) + " instead of a timestamp");
        }
        this.token = token;
        byte[] content = token.content();
        Asn1Bounds.checkSignature(content);
        this.info = TSTInfo.getInstance(content);
    }

    /**
     * @param value the attribute's value
     * @param signatureValue the octets that the token has to be about
     * @param fileCertificates where to look for certificates that the token does not bring along
     */
    static TimestampCheck check(
            ASN1Encodable value,
            byte[] signatureValue,
            List<X509Certificate> fileCertificates,
            VerificationContext conditions) {
        try {
            return Decoding.guarded(() ->
                    new Rfc3161Token(SignedMessage.of(value)).check(signatureValue, fileCertificates, conditions));
        } catch (MalformedException e) {
            return TimestampCheck.unreadable(e);
        }
    }

    private TimestampCheck check(
            byte[] signatureValue, List<X509Certificate> fileCertificates, VerificationContext conditions)
            throws IOException {
        List<X509Certificate> known = new ArrayList<>(token.certificates());
        known.addAll(fileCertificates);
        imprint(signatureValue);
        SignerCheck.Result signer = new SignerCheck("The timestamp", token.signer(), conditions.checks())
                .check(Optional.of(token.contentType()), token.hashedContent(), known);
        violations.addAll(TimestampCheck.underOneCode(
                signer.violations(), Digest.of(token.signer().getDigestAlgorithm())));
        broken |= signer.broken();
        if (signer.certificate().isPresent()) {
            certificateIsTheOneMeant(signer.certificate().get());
            usageIsTimestampingOnly(signer.certificate().get());
        }
        violations.addAll(UncoveredBytes.violations(
                "The timestamp",
                token,
                UnusedCertificates.of(token, signer.certificate().stream().toList(), fileCertificates, conditions)));
        Instant time = time();
        TimestampCheck.Common common = TimestampCheck.common(time, signer.certificate(), known, conditions);
        violations.addAll(common.violations());
        broken |= !common.violations().isEmpty();
        Digest digest = Digest.of(info.getMessageImprint().getHashAlgorithm());
        TimestampInfo report = new TimestampInfo(
                TimestampInfo.RFC_3161,
                time,
                digest.name(),
                signer.certificate().map(conditions.known()::info),
                common.anchor());
        return new TimestampCheck(Optional.of(report), signer.certificate(), violations, broken);
    }

    private void imprint(byte[] signatureValue) {
        Digest digest = Digest.of(info.getMessageImprint().getHashAlgorithm());
        if (!digest.isAccepted()) {
            violations.addAll(TimestampCheck.underOneCode(
                    List.of(new Violation(
                            ViolationCode.CRYPT_E_SECURITY_SETTINGS,
                            "The timestamp uses the digest " + digest.name()
                                    + ", which is not accepted. Use SHA-256.")),
                    digest));
            broken |= !digest.isOutdated();
        }
        try {
            if (!MessageDigest.isEqual(
                    digest.hash(signatureValue), info.getMessageImprint().getHashedMessage())) {
                add("The timestamp belongs to another signature. Timestamp the file again.");
            }
        } catch (NoSuchAlgorithmException e) {
            add("The timestamp cannot be checked: " + e.getMessage() + ".");
        }
    }

    private Instant time() throws MalformedException {
        try {
            return info.getGenTime().getDate().toInstant();
        } catch (ParseException e) {
            throw new MalformedException("its time cannot be read", e);
        }
    }

    /**
     * The signed ESSCertID binds the token to one certificate, against another one with the same key (RFC 3161, 2.4.1).
     */
    private void certificateIsTheOneMeant(X509Certificate certificate) throws IOException {
        AttributeSet signed = new AttributeSet(token.signer().getAuthenticatedAttributes());
        Optional<ASN1Encodable> v1 = signed.single(SIGNING_CERTIFICATE);
        Optional<ASN1Encodable> v2 = signed.single(SIGNING_CERTIFICATE_V2);
        if (v1.isEmpty() && v2.isEmpty()) {
            add("The timestamp does not say which certificate signed it (ESSCertID).");
        }
        if (v1.isPresent()) {
            ESSCertID id = SigningCertificate.getInstance(v1.get()).getCerts()[0];
            identified(certificate, new Digest(Digest.SHA1), id.getCertHash());
        }
        if (v2.isPresent()) {
            ESSCertIDv2 id = SigningCertificateV2.getInstance(v2.get()).getCerts()[0];
            identified(certificate, Digest.of(id.getHashAlgorithm()), id.getCertHash());
        }
    }

    private void identified(X509Certificate certificate, Digest digest, byte[] hash) throws MalformedException {
        try {
            if (!MessageDigest.isEqual(digest.hash(certificate.getEncoded()), hash)) {
                add("The timestamp names another certificate than \"" + Names.of(certificate)
                        + "\", which it brings along (ESSCertID).");
            }
        } catch (NoSuchAlgorithmException e) {
            add("The timestamp's certificate cannot be checked: " + e.getMessage() + ".");
        } catch (CertificateEncodingException e) {
            throw new MalformedException("its certificate cannot be encoded", e);
        }
    }

    /**
     * RFC 3161, 2.3: the purpose has to be the only one, and the extension critical. Microsoft's own authorities did
     * not mark it until 2022.
     */
    private void usageIsTimestampingOnly(X509Certificate certificate) {
        List<String> purposes = SignerRules.extendedKeyUsage(certificate);
        if (!purposes.contains(Purpose.TIMESTAMPING.oid())) {
            return;
        }
        String name = TimestampCheck.authority(certificate);
        if (purposes.size() > 1) {
            add(name + " may be used for more than timestamping.");
        }
        if (!certificate.getCriticalExtensionOIDs().contains(EXTENDED_KEY_USAGE)) {
            violations.add(new Violation(
                    ViolationCode.TRUST_E_TIME_STAMP,
                    name + " does not mark its extended key usage as critical, as RFC 3161 asks.",
                    Rule.TIMESTAMP_CRITICAL_USAGE));
        }
    }

    private void add(String message) {
        violations.add(TimestampCheck.violation(message));
        broken = true;
    }
}
