package io.github.authenticode.verify.certificate;

import io.github.authenticode.verify.asn1.MalformedException;
import io.github.authenticode.verify.naming.Names;
import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The bounds of a signature's certificate. What reads names takes a time that grows with the square of their length:
 * with a common name of 200,000 blanks the JDK was busy for two minutes. Those of 739 signed files of PyPI, npm and
 * Maven have up to 2.5 KB.
 */
public final class CertificateBounds {
    private static final int MAX_LENGTH = 16 << 10;
    /** RFC 5280, appendix A, allows 64 characters for most attributes of a name. */
    private static final int MAX_NAME = 2048;

    private static final int MAX_PARTS = 64;
    private static final int MAX_EXTENSIONS = 64;

    private CertificateBounds() {}

    /** @throws MalformedException for one that is too large, or has a key that no Java can read */
    public static void check(byte[] der) throws IOException {
        if (der.length > MAX_LENGTH) {
            throw new MalformedException("a certificate in it has " + der.length + " bytes, more than " + MAX_LENGTH);
        }
        TBSCertificate certificate =
                TBSCertificate.getInstance(ASN1Sequence.getInstance(der).getObjectAt(0));
        name("subject", certificate.getSubject());
        name("issuer", certificate.getIssuer());
        Extensions extensions = certificate.getExtensions();
        if (extensions != null && extensions.getExtensionOIDs().length > MAX_EXTENSIONS) {
            throw new MalformedException("a certificate in it has " + extensions.getExtensionOIDs().length
                    + " extensions, more than " + MAX_EXTENSIONS);
        }
        Optional<String> curve = ownCurve(certificate.getSubjectPublicKeyInfo().getAlgorithm());
        if (curve.isPresent()) {
            throw new MalformedException(
                    "the certificate \"" + Names.of(certificate.getSubject()) + "\" " + curve.get());
        }
    }

    private static void name(String what, X500Name name) throws IOException {
        int length = name.getEncoded().length;
        if (length > MAX_NAME) {
            throw new MalformedException(
                    "a certificate in it has as " + what + " a name of " + length + " bytes, more than " + MAX_NAME);
        }
        int parts = 0;
        for (RDN rdn : name.getRDNs()) {
            parts += rdn.size();
        }
        if (parts > MAX_PARTS) {
            throw new MalformedException(
                    "a certificate in it has as " + what + " a name of " + parts + " parts, more than " + MAX_PARTS);
        }
    }

    /** RFC 5480, 2.1.1: keys name their curve; one that comes with its own could be any (CVE-2020-0601). */
    private static Optional<String> ownCurve(AlgorithmIdentifier algorithm) {
        ASN1Encodable parameters = algorithm.getParameters();
        return X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())
                        && !(parameters instanceof ASN1ObjectIdentifier)
                ? Optional.of("spells out its elliptic curve instead of naming one, which is not accepted")
                : Optional.empty();
    }
}
