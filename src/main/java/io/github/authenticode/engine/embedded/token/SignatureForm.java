package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/**
 * Input and output of a PKCS #11 signature, with the two mechanisms that every token has (PKCS #11 2.40, 2.1.6 and
 * 2.3.6).
 */
enum SignatureForm {
    /** CKM_RSA_PKCS pads, and leaves it to the caller to name the digest. */
    RSA(1) {
        @Override
        byte[] data(DigestAlgorithm algorithm, byte[] digest) {
            return encoded(new DigestInfo(
                    new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm.oid()), DERNull.INSTANCE), digest));
        }

        @Override
        byte[] signature(byte[] answer) {
            return answer;
        }
    },
    /** CKM_ECDSA gives the two numbers one after the other, of equal length. */
    ECDSA(0x1041) {
        @Override
        byte[] data(DigestAlgorithm algorithm, byte[] digest) {
            return digest;
        }

        @Override
        byte[] signature(byte[] answer) {
            int half = answer.length / 2;
            return encoded(new DERSequence(new ASN1Integer[] {
                new ASN1Integer(new BigInteger(1, Arrays.copyOf(answer, half))),
                new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(answer, half, answer.length)))
            }));
        }
    };

    private final long mechanism;

    SignatureForm(long mechanism) {
        this.mechanism = mechanism;
    }

    long mechanism() {
        return mechanism;
    }

    abstract byte[] data(DigestAlgorithm algorithm, byte[] digest);

    abstract byte[] signature(byte[] answer);

    private static byte[] encoded(org.bouncycastle.asn1.ASN1Object object) {
        try {
            return object.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
