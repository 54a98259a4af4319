package io.github.authenticode.cloud.key;

import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/**
 * Signatures of digests that were made elsewhere. They are RSA with PKCS#1 v1.5, or ECDSA in the DER form of RFC 3279,
 * 2.2.3, since Authenticode knows no other. What a file would be spoilt by ends here.
 */
public final class KeySignature {
    private KeySignature() {}

    /** Whether this is a signature of the digest by the private key that belongs to {@code key}, which is RSA or EC. */
    public static boolean verifies(PublicKey key, DigestAlgorithm algorithm, byte[] digest, byte[] signature)
            throws GeneralSecurityException {
        boolean rsa = key.getAlgorithm().equals("RSA");
        Signature check = Signature.getInstance(rsa ? "NONEwithRSA" : "NONEwithECDSA");
        check.initVerify(key);
        check.update(rsa ? digestInfo(algorithm, digest) : digest);
        try {
            return check.verify(signature);
        } catch (SignatureException e) {
            // Such as one of another length: then it is not this one.
            return false;
        }
    }

    /**
     * An ECDSA signature as Authenticode has it, from one as JSON services send it: r and s of equal length, one after
     * the other (RFC 7518, 3.4).
     */
    public static byte[] derOfJose(byte[] signature) throws SignatureException {
        if (signature.length == 0 || signature.length % 2 != 0) {
            throw new SignatureException("it is no pair of two numbers of equal length");
        }
        int half = signature.length / 2;
        ASN1EncodableVector numbers = new ASN1EncodableVector();
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(signature, 0, half))));
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length))));
        try {
            return new DERSequence(numbers).getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException("Two numbers are always encodable", e);
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
