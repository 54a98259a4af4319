package io.github.authenticode.engine.embedded;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;

/**
 * The keys whose signatures Windows accepts on code: RSA of 2048 bits and more, and ECDSA. jsign would sign with DSA and
 * EdDSA keys too, and nobody could verify the result (Microsoft Trusted Root Program requirements, section 4.A).
 */
final class SupportedKey {
    private static final int MIN_RSA_BITS = 2048;

    private SupportedKey() {}

    static void require(FoundKey found) throws ProblemException {
        Optional<String> fault = fault(found.key());
        if (fault.isPresent()) {
            throw new ProblemException(unsupported(found.name(), fault.get()));
        }
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

    private static Optional<String> fault(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> Optional.empty();
            case "RSA" ->
                key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS
                        ? Optional.of("an RSA key of " + rsa.getModulus().bitLength() + " bits")
                        : Optional.empty();
            default -> Optional.of("of type " + key.getAlgorithm());
        };
    }
}
