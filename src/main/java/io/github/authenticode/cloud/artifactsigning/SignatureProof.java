package io.github.authenticode.cloud.artifactsigning;

import io.github.authenticode.cloud.key.SignedDigest;
import io.github.authenticode.plan.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/**
 * The proof that a signature from the service is one: RSA, PKCS#1 v1.5, over this very digest, by the key of the
 * certificate that came with it. What a file would be spoilt by ends here.
 */
final class SignatureProof {
    private SignatureProof() {}

    /** @throws GeneralSecurityException with a message for the user if anything is not as it must be */
    static SignedDigest of(OperationState operation, DigestAlgorithm algorithm, byte[] digest)
            throws GeneralSecurityException {
        byte[] signature = base64(operation.signature(), "no signature");
        List<X509Certificate> certificates = certificates(base64(operation.certificate(), "no certificate"));
        X509Certificate signer = signer(certificates);
        if (!signer.getPublicKey().getAlgorithm().equals("RSA")) {
            throw new SignatureException(
                    "its key is of the kind " + signer.getPublicKey().getAlgorithm() + " instead of RSA");
        }
        if (!verifies(signer, digestInfo(algorithm, digest), signature)) {
            throw new SignatureException("it does not match the digest and the certificate that came with it");
        }
        return new SignedDigest(signature, chain(signer, certificates), operation.id());
    }

    private static byte[] base64(Optional<String> text, String missing) throws SignatureException {
        try {
            return Base64.getMimeDecoder().decode(text.orElseThrow(() -> new SignatureException(missing)));
        } catch (IllegalArgumentException e) {
            throw new SignatureException("not base64", e);
        }
    }

    /** The service encodes its PKCS#7 twice. */
    private static List<X509Certificate> certificates(byte[] encoded) throws GeneralSecurityException {
        byte[] pkcs7 = base64(Optional.of(new String(encoded, StandardCharsets.ISO_8859_1)), "no certificate");
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        try {
            factory.generateCertificates(new ByteArrayInputStream(pkcs7))
                    .forEach(c -> certificates.add((X509Certificate) c));
        } catch (CertificateException e) {
            throw new SignatureException("what came as its certificate is none", e);
        }
        return certificates;
    }

    /** The only one that has issued none of the others; a PKCS#7 is a set and has no order. */
    private static X509Certificate signer(List<X509Certificate> certificates) throws SignatureException {
        List<X509Certificate> ends = certificates.stream()
                .filter(c -> certificates.stream().noneMatch(other -> !other.equals(c) && isIssuedBy(other, c)))
                .toList();
        if (ends.size() != 1) {
            throw new SignatureException(
                    certificates.isEmpty() ? "no certificate" : "certificates that are not one chain");
        }
        return ends.get(0);
    }

    private static List<X509Certificate> chain(X509Certificate signer, List<X509Certificate> certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(signer);
        while (next.isPresent()) {
            X509Certificate last = next.get();
            chain.add(last);
            next = certificates.stream()
                    .filter(c -> !chain.contains(c) && isIssuedBy(last, c))
                    .findFirst();
        }
        return chain;
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    }

    private static boolean verifies(X509Certificate signer, byte[] digestInfo, byte[] signature)
            throws GeneralSecurityException {
        Signature rsa = Signature.getInstance("NONEwithRSA");
        rsa.initVerify(signer.getPublicKey());
        rsa.update(digestInfo);
        try {
            return rsa.verify(signature);
        } catch (SignatureException e) {
            // Such as one of another length: then it is not this one.
            return false;
        }
    }

    private static byte[] digestInfo(DigestAlgorithm algorithm, byte[] digest) {
        try {
            return new DigestInfo(
                            new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm.oid()), DERNull.INSTANCE),
                            digest)
                    .getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException("Two values are always encodable", e);
        }
    }
}
