package io.github.authenticode.engine.embedded.keys;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyProblem;
import io.github.authenticode.pem.UnknownCurveException;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The keys whose signatures Windows accepts on code: RSA of 2048 bits and more, and ECDSA on the curves of NIST. jsign
 * would sign with others too, and nobody could verify the result (Microsoft Trusted Root Program requirements, section
 * 4.A, "Signature requirements": P-256, P-384 and P-521).
 */
final class SupportedKey {
    private static final int MIN_RSA_BITS = 2048;
    private static final Map<ASN1ObjectIdentifier, String> REFUSED = Map.of(
            X9ObjectIdentifiers.id_dsa, "DSA",
            EdECObjectIdentifiers.id_Ed25519, "Ed25519",
            EdECObjectIdentifiers.id_Ed448, "Ed448",
            PKCSObjectIdentifiers.id_RSASSA_PSS, "RSASSA-PSS");

    private SupportedKey() {}

    /**
     * The key as one of the JDK's own, so that nothing after this depends on who decoded it.
     *
     * @param name how messages call it
     */
    static PrivateKey of(String name, PrivateKeyInfo key) throws ProblemException {
        ASN1ObjectIdentifier algorithm = key.getPrivateKeyAlgorithm().getAlgorithm();
        try {
            if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                return rsa(name, key);
            }
            if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                return elliptic(name, key);
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | IllegalStateException e) {
            throw new ProblemException(Problem.of(
                            KeyProblem.KEY_UNUSABLE,
                            name + " cannot be used by this JDK.",
                            "Use a certificate with an RSA key, or one on the curve P-256, P-384 or P-521.")
                    .withEvidence(ExceptionText.of(e)));
        }
        throw unsupported(name, "of type " + REFUSED.getOrDefault(algorithm, algorithm.getId()));
    }

    /** The same demands of a key of which only the public half is known, as it stands in its certificate. */
    static void require(String name, PublicKey key) throws ProblemException {
        if (key instanceof RSAPublicKey rsa) {
            if (rsa.getModulus().bitLength() < MIN_RSA_BITS) {
                throw unsupported(name, "an RSA key of " + rsa.getModulus().bitLength() + " bits");
            }
            return;
        }
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
        NamedCurve curve = NamedCurve.of(Optional.ofNullable(info.getAlgorithm().getParameters()));
        if (curve.jdkName().isEmpty()) {
            throw unsupported(name, "on " + curve.description());
        }
    }

    /** The signature algorithm for such a key, for the JDK's providers. */
    static String signatureAlgorithm(PrivateKey key) {
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    private static PrivateKey rsa(String name, PrivateKeyInfo key)
            throws ProblemException, IOException, GeneralSecurityException {
        int bits = RSAPrivateKey.getInstance(key.parsePrivateKey()).getModulus().bitLength();
        if (bits < MIN_RSA_BITS) {
            throw unsupported(name, "an RSA key of " + bits + " bits");
        }
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }

    /** By its numbers: the JDK refuses a key with the curve inside it, as OpenSSL's traditional form has it. */
    private static PrivateKey elliptic(String name, PrivateKeyInfo key)
            throws ProblemException, IOException, GeneralSecurityException {
        ECPrivateKey numbers = ECPrivateKey.getInstance(key.parsePrivateKey());
        NamedCurve curve =
                NamedCurve.of(Optional.ofNullable(key.getPrivateKeyAlgorithm().getParameters())
                        .or(() -> Optional.ofNullable(numbers.getParametersObject())));
        Optional<String> known = curve.jdkName();
        if (known.isEmpty()) {
            throw unsupported(name, "on " + curve.description());
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(known.get()));
        return KeyFactory.getInstance("EC")
                .generatePrivate(
                        new ECPrivateKeySpec(numbers.getKey(), parameters.getParameterSpec(ECParameterSpec.class)));
    }

    /** A certificate of a key that may be a good one: the two need not describe their curve in the same way. */
    static ProblemException unknownCurve(KeyFile file, UnknownCurveException failure) {
        return new ProblemException(Problem.of(
                        KeyProblem.KEY_UNSUPPORTED,
                        "The certificate of " + failure.subject() + " in " + file.path()
                                + " has a key on a curve that it"
                                + " describes by explicit parameters, or that is none of P-256, P-384 and P-521; Windows"
                                + " knows these alone, and by their names.",
                        "Use a certificate whose key names one of these curves.")
                .withEvidence(ExceptionText.of(failure)));
    }

    private static ProblemException unsupported(String name, String fault) {
        return new ProblemException(Problem.of(
                KeyProblem.KEY_UNSUPPORTED,
                name + " is " + fault + "; Windows accepts code signatures by RSA keys of 2048 bits and more and by"
                        + " ECDSA keys on the curves P-256, P-384 and P-521 only.",
                "Use a certificate with such a key."));
    }
}
