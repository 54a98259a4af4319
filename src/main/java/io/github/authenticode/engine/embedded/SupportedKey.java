package io.github.authenticode.engine.embedded;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.Words;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Optional;

/**
 * The keys whose signatures Windows accepts on code: RSA of 2048 bits and more, and ECDSA. jsign would sign with DSA and
 * EdDSA keys too, and nobody could verify the result (Microsoft Trusted Root Program requirements, section 4.A).
 */
final class SupportedKey {
    private static final int MIN_RSA_BITS = 2048;

    private SupportedKey() {}

    /** The same with its key as one of the JDK's own, so that nothing after this depends on who decoded it. */
    static FoundKey of(FoundKey found) throws ProblemException {
        String algorithm = algorithm(found.key());
        Optional<String> fault = fault(found.key(), algorithm);
        if (fault.isPresent()) {
            throw new ProblemException(unsupported(found.name(), fault.get()));
        }
        try {
            return new FoundKey(found.name(), jdkKey(found.key(), algorithm), found.certificates());
        } catch (GeneralSecurityException e) {
            throw new ProblemException(Problem.of(
                            "key-unusable",
                            found.name() + " cannot be used by this JDK.",
                            "Use a certificate with an RSA key, or one on the curve P-256, P-384 or P-521.")
                    .withEvidence(Words.of(e)));
        }
    }

    private static PrivateKey jdkKey(PrivateKey key, String algorithm) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance(algorithm);
        // By its numbers: the JDK translates no EC key that calls itself ECDSA, as Bouncy Castle's do.
        return key instanceof ECPrivateKey ec
                ? factory.generatePrivate(new ECPrivateKeySpec(ec.getS(), ec.getParams()))
                : (PrivateKey) factory.translateKey(key);
    }

    static Problem unsupported(String name, String fault) {
        return Problem.of(
                "key-unsupported",
                name + " is " + fault + "; Windows accepts code signatures by RSA keys of 2048 bits and more and by"
                        + " ECDSA keys only.",
                "Use a certificate with such a key.");
    }

    /** The signature algorithm for such a key, for the JDK's providers. */
    static String signatureAlgorithm(PrivateKey key) {
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    private static String algorithm(PrivateKey key) {
        return key.getAlgorithm().equals("ECDSA") ? "EC" : key.getAlgorithm();
    }

    private static Optional<String> fault(PrivateKey key, String algorithm) {
        return switch (algorithm) {
            case "EC" -> Optional.empty();
            case "RSA" ->
                key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS
                        ? Optional.of("an RSA key of " + rsa.getModulus().bitLength() + " bits")
                        : Optional.empty();
            default -> Optional.of("of type " + algorithm);
        };
    }
}
