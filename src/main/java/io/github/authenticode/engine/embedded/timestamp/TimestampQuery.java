package io.github.authenticode.engine.embedded.timestamp;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * One RFC 3161 question and the check of its answer. A replayed, exchanged or broken answer is found here, while
 * another authority can still be asked; jsign's own client checks the imprint only and sends no nonce.
 */
final class TimestampQuery {
    private final TimeStampRequest request;

    private TimestampQuery(TimeStampRequest request) {
        this.request = request;
    }

    /**
     * Asks for a timestamp of a signature.
     *
     * @param signature the signature value of the SignerInfo
     * @param nonce random, so that no old answer fits
     */
    static TimestampQuery of(DigestAlgorithm digest, byte[] signature, BigInteger nonce) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        try {
            byte[] imprint = MessageDigest.getInstance(digest.jcaName()).digest(signature);
            return new TimestampQuery(generator.generate(new ASN1ObjectIdentifier(digest.oid()), imprint, nonce));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + digest.jcaName(), e);
        }
    }

    byte[] encoded() throws IOException {
        return request.getEncoded();
    }

    /**
     * The token of an answer that is granted, belongs to this question and is signed by the certificate it holds, which
     * is one for timestamping. Whether that certificate can be trusted is the verifier's business.
     */
    TimeStampToken token(byte[] answer) throws IOException {
        TimeStampResponse response = parse(answer);
        requireGranted(response);
        try {
            response.validate(request);
            TimeStampToken token = response.getTimeStampToken();
            X509CertificateHolder signer = signer(token)
                    .orElseThrow(() -> new IOException("the timestamp lacks the certificate of the authority"));
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
            return token;
        } catch (TSPException | OperatorCreationException | GeneralSecurityException | RuntimeException e) {
            throw new IOException("the timestamp is not valid: " + ExceptionText.of(e), e);
        }
    }

    private static TimeStampResponse parse(byte[] answer) throws IOException {
        try {
            return new TimeStampResponse(answer);
        } catch (TSPException | IOException | RuntimeException e) {
            throw new IOException("the answer is no timestamp", e);
        }
    }

    private static void requireGranted(TimeStampResponse response) throws IOException {
        int status = response.getStatus();
        if (status != PKIStatus.GRANTED && status != PKIStatus.GRANTED_WITH_MODS) {
            throw new IOException("rejected with status " + status
                    + Optional.ofNullable(response.getStatusString())
                            .map(s -> ": " + s)
                            .orElse(""));
        }
    }

    @SuppressWarnings("unchecked") // a SignerId is a selector of X509CertificateHolder, of raw type in Bouncy Castle
    private static Optional<X509CertificateHolder> signer(TimeStampToken token) {
        return token.getCertificates().getMatches(token.getSID()).stream().findFirst();
    }
}
