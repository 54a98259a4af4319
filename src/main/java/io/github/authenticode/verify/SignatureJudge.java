package io.github.authenticode.verify;

import io.github.authenticode.verify.asn1.Decoding;
import io.github.authenticode.verify.asn1.MalformedException;
import io.github.authenticode.verify.cms.AttributeSet;
import io.github.authenticode.verify.cms.ContentRules;
import io.github.authenticode.verify.cms.OpusInfo;
import io.github.authenticode.verify.cms.SignedMessage;
import io.github.authenticode.verify.cms.SignerCheck;
import io.github.authenticode.verify.cms.SpecifiedForm;
import io.github.authenticode.verify.cms.UncoveredBytes;
import io.github.authenticode.verify.cms.UnsignedAttributes;
import io.github.authenticode.verify.cms.UnusedCertificates;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.path.VerificationContext;
import io.github.authenticode.verify.rules.RuleChecks;
import io.github.authenticode.verify.rules.SignerTrust;
import io.github.authenticode.verify.timestamp.RepositoryCountersignature;
import io.github.authenticode.verify.timestamp.Timestamps;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.cms.SignerInfo;

/** The judge of the signatures of one opened file, and the ones nested in them as {@code signtool /as} does. */
final class SignatureJudge {
    /** More than any real file has; a bound on the work that a hostile one can cause. */
    private static final int MAX_SIGNATURES = 16;

    private static final String UNKNOWN_DIGEST = "unknown";

    private final SignedContent file;
    private final VerificationContext conditions;
    private final List<SignatureVerdict> verdicts = new ArrayList<>();

    private SignatureJudge(SignedContent file, VerificationContext conditions) {
        this.file = file;
        this.conditions = conditions;
    }

    static List<SignatureVerdict> judge(SignedContent file, VerificationContext conditions) {
        SignatureJudge judge = new SignatureJudge(file, conditions);
        file.signatures().forEach(judge::judge);
        return judge.verdicts;
    }

    private void judge(byte[] der) {
        if (verdicts.size() == MAX_SIGNATURES) {
            return;
        }
        if (verdicts.size() == MAX_SIGNATURES - 1) {
            verdicts.add(malformed(
                    "The file has more than " + (MAX_SIGNATURES - 1) + " signatures. Sign it again, replacing them."));
            return;
        }
        List<byte[]> nested = new ArrayList<>();
        try {
            verdicts.add(Decoding.guarded(() -> {
                SignedMessage message = SignedMessage.parse(der);
                nested.addAll(nested(message.signer()));
                return verdict(message);
            }));
        } catch (MalformedException e) {
            verdicts.add(malformed("The signature is damaged: " + e.getMessage() + ". Sign the file again."));
        }
        nested.forEach(this::judge);
    }

    private SignatureVerdict verdict(SignedMessage message) throws IOException {
        VerificationContext conditions = this.conditions.forNextSignature();
        SignerInfo signer = message.signer();
        SignerCheck.Result checked = new SignerCheck("The signature", signer, conditions.checks())
                .check(Optional.of(message.contentType()), message.hashedContent(), message.certificates());
        List<Violation> violations = new ArrayList<>(checked.violations());
        violations.addAll(ContentRules.violations(message, file));
        violations.addAll(SpecifiedForm.violations("The signature", message));
        OpusInfo opus = OpusInfo.of(signer);
        Timestamps timestamps = Timestamps.of(message, signer, conditions);
        List<X509Certificate> makers = new ArrayList<>(timestamps.makers());
        checked.certificate().ifPresent(makers::add);
        for (RepositoryCountersignature countersignature : RepositoryCountersignature.of(message, signer, conditions)) {
            violations.addAll(countersignature.violations());
            makers.addAll(countersignature.makers());
        }
        violations.addAll(UncoveredBytes.violations(
                "The signature", message, UnusedCertificates.of(message, makers, List.of(), conditions)));
        violations.addAll(timestamps.violations());
        Optional<SignerTrust> trust =
                checked.certificate().map(c -> SignerTrust.of(c, message.certificates(), timestamps, conditions));
        trust.ifPresent(t -> violations.addAll(t.violations()));
        violations.addAll(
                new RuleChecks(checked.certificate(), trust.flatMap(SignerTrust::anchor), timestamps, message, file)
                        .violations(conditions.policy()));
        Digest digest = ContentRules.fileDigest(message);
        return new SignatureVerdict(
                        digest.name(),
                        checked.certificate().map(conditions.known()::info),
                        trust.stream()
                                .flatMap(t -> t.chain().stream())
                                .map(conditions.known()::info)
                                .toList(),
                        trust.flatMap(SignerTrust::anchor),
                        timestamps.shown(),
                        opus.description(),
                        opus.url(),
                        violations)
                .with(new EvidenceWriter(conditions, timestamps, checked.certificate())
                        .write(digest, file.hasPageHashes(message.contentType(), message.content())));
    }

    private static List<byte[]> nested(SignerInfo signer) throws IOException {
        List<byte[]> nested = new ArrayList<>();
        for (ASN1Encodable value :
                new AttributeSet(signer.getUnauthenticatedAttributes()).values(UnsignedAttributes.NESTED_SIGNATURE)) {
            nested.add(value.toASN1Primitive().getEncoded());
        }
        return nested;
    }

    private static SignatureVerdict malformed(String sentence) {
        return new SignatureVerdict(
                UNKNOWN_DIGEST,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Violation(ViolationCode.CRYPT_E_BAD_ENCODE, sentence)));
    }
}
