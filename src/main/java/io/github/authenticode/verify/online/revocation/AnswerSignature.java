package io.github.authenticode.verify.online.revocation;

import java.security.PublicKey;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** The rules for signatures of answers and lists: by the JDK's algorithms, and by none whose digest can be forged. */
final class AnswerSignature {
    /** MD2, MD4, MD5 and SHA-1 with RSA, DSA and ECDSA. */
    private static final Set<String> WEAK = Set.of(
            "1.2.840.113549.1.1.2",
            "1.2.840.113549.1.1.3",
            "1.2.840.113549.1.1.4",
            "1.2.840.113549.1.1.5",
            "1.3.14.3.2.29",
            "1.2.840.10040.4.3",
            "1.2.840.10045.4.1");

    private static final String SHA1 = "1.3.14.3.2.26";

    private AnswerSignature() {}

    static ContentVerifierProvider key(PublicKey key) throws OperatorCreationException {
        return new JcaContentVerifierProviderBuilder().build(key);
    }

    static boolean isWeak(AlgorithmIdentifier algorithm) {
        if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return RSASSAPSSparams.getInstance(algorithm.getParameters())
                    .getHashAlgorithm()
                    .getAlgorithm()
                    .getId()
                    .equals(SHA1);
        }
        return WEAK.contains(algorithm.getAlgorithm().getId());
    }
}
