package io.github.authenticode.verify.online.revocation;

import io.github.authenticode.verify.asn1.Asn1Bounds;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.verdict.RevocationSource;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * An answer of an OCSP responder that may be believed (RFC 6960, 3.2): signed by the issuer itself, or by whom that
 * very issuer has given a certificate for it.
 *
 * @param delegate the certificate of such a responder, if its issuer wants it to be checked for revocation as well
 */
public record OcspAnswer(RevocationStatus standing, RevocationSource source, Optional<X509Certificate> delegate) {
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final String NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
    private static final int MAX_CERTIFICATES = 8;

    private static final Map<Integer, String> REFUSALS = Map.of(
            OCSPResp.MALFORMED_REQUEST, "malformedRequest",
            OCSPResp.INTERNAL_ERROR, "internalError",
            OCSPResp.TRY_LATER, "tryLater",
            OCSPResp.SIG_REQUIRED, "sigRequired",
            OCSPResp.UNAUTHORIZED, "unauthorized");

    /** @throws Unusable if the answer says nothing that counts */
    public static OcspAnswer read(byte[] der, OcspQuestion question, URI responder, Instant now) throws IOException {
        try {
            Asn1Bounds.check(der);
            BasicOCSPResp answer = basic(new OCSPResp(der));
            if (AnswerSignature.isWeak(answer.getSignatureAlgorithmID())) {
                throw new Unusable("its signature uses an algorithm that is not accepted");
            }
            Optional<X509Certificate> delegate = signer(answer, question.issuer(), now);
            SingleResp single = single(answer, question);
            RevocationSource source = new RevocationSource(
                    "OCSP",
                    responder,
                    single.getThisUpdate().toInstant(),
                    Optional.ofNullable(single.getNextUpdate()).map(Date::toInstant));
            Optional<String> flaw = source.flaw(now);
            if (flaw.isPresent()) {
                throw new Unusable(flaw.get());
            }
            return new OcspAnswer(standing(single, source), source, delegate);
        } catch (Unusable e) {
            throw e;
        } catch (MalformedFileException e) {
            throw new Unusable(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException | OCSPException | OperatorCreationException e) {
            throw new Unusable("it is no answer of an OCSP responder");
        }
    }

    private static BasicOCSPResp basic(OCSPResp response) throws Unusable, OCSPException {
        if (response.getStatus() != OCSPResp.SUCCESSFUL) {
            throw new Unusable(
                    "it says " + REFUSALS.getOrDefault(response.getStatus(), "status " + response.getStatus()));
        }
        if (response.getResponseObject() instanceof BasicOCSPResp basic) {
            if (!basic.getCriticalExtensionOIDs().isEmpty()) {
                throw new Unusable("it has a critical extension that is not understood");
            }
            return basic;
        }
        throw new Unusable("it is of another kind than basic");
    }

    private static Optional<X509Certificate> signer(BasicOCSPResp answer, Issuer issuer, Instant now)
            throws Unusable, OCSPException, OperatorCreationException {
        if (isSignedBy(answer, issuer)) {
            return Optional.empty();
        }
        X509CertificateHolder[] brought = answer.getCerts();
        for (int i = 0; i < Math.min(brought.length, MAX_CERTIFICATES); i++) {
            Optional<X509Certificate> delegate = entrusted(brought[i], issuer, now);
            if (delegate.isPresent() && isSignedBy(answer, Issuer.of(delegate.get()))) {
                return delegate.filter(c -> c.getExtensionValue(NO_CHECK) == null);
            }
        }
        throw new Unusable("it is signed by nobody whom the issuer has entrusted with that");
    }

    private static boolean isSignedBy(BasicOCSPResp answer, Issuer signer) throws OperatorCreationException {
        try {
            return answer.isSignatureValid(AnswerSignature.key(signer.key()));
        } catch (OCSPException e) {
            // A key of another kind than the signature's.
            return false;
        }
    }

    /** The certificate, if the issuer gave it for signing such answers (RFC 6960, 4.2.2.2). */
    private static Optional<X509Certificate> entrusted(X509CertificateHolder brought, Issuer issuer, Instant now) {
        try {
            X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(brought);
            List<String> purposes = certificate.getExtendedKeyUsage();
            boolean[] usage = certificate.getKeyUsage();
            certificate.checkValidity(Date.from(now));
            if (!certificate.getIssuerX500Principal().equals(issuer.name())
                    || purposes == null
                    || !purposes.contains(OCSP_SIGNING)
                    || (usage != null && !usage[0])) {
                return Optional.empty();
            }
            certificate.verify(issuer.key());
            return Optional.of(certificate);
        } catch (CertificateException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static SingleResp single(BasicOCSPResp answer, OcspQuestion question) throws Unusable {
        for (SingleResp single : answer.getResponses()) {
            if (question.isAbout(single.getCertID())) {
                if (!single.getCriticalExtensionOIDs().isEmpty()) {
                    throw new Unusable("it has a critical extension that is not understood");
                }
                return single;
            }
        }
        throw new Unusable("it is about another certificate");
    }

    private static RevocationStatus standing(SingleResp single, RevocationSource source) throws Unusable {
        CertificateStatus status = single.getCertStatus();
        if (status == CertificateStatus.GOOD) {
            return new RevocationStatus.Good(source);
        }
        if (status instanceof RevokedStatus revoked) {
            int reason = revoked.hasRevocationReason() ? revoked.getRevocationReason() : RevocationReasons.NONE;
            Instant since =
                    earlier(revoked.getRevocationTime().toInstant(), single.getExtension(Extension.invalidityDate));
            return new RevocationStatus.Revoked(
                    source, since, RevocationReasons.words(reason), RevocationReasons.isCompromise(reason));
        }
        throw new Unusable("it says unknown: the responder does not know the certificate");
    }

    /**
     * Windows counts the date of revocation alone; an earlier date of invalidity counts here, which is the stricter
     * way.
     */
    static Instant earlier(Instant revoked, @Nullable Extension invalidity) {
        if (invalidity == null) {
            return revoked;
        }
        try {
            Instant invalid = ASN1GeneralizedTime.getInstance(invalidity.getParsedValue())
                    .getDate()
                    .toInstant();
            return invalid.isBefore(revoked) ? invalid : revoked;
        } catch (ParseException e) {
            return revoked;
        }
    }
}
