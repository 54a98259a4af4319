package io.github.authenticode.cloud.key;

import io.github.authenticode.plan.DigestAlgorithm;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/**
 * The kinds of key whose signatures Windows accepts on code (Microsoft Trusted Root Program requirements, section 4.A).
 * Services bind each curve to the digest of its size (RFC 7518, 3.4).
 */
public enum KeyAlgorithm {
    RSA(Optional.empty()),
    P256(Optional.of(DigestAlgorithm.SHA256)),
    P384(Optional.of(DigestAlgorithm.SHA384)),
    P521(Optional.of(DigestAlgorithm.SHA512));

    private static final int MIN_RSA_BITS = 2048;

    private final Optional<DigestAlgorithm> onlyDigest;

    KeyAlgorithm(Optional<DigestAlgorithm> onlyDigest) {
        this.onlyDigest = onlyDigest;
    }

    /** Empty for a key whose signatures Windows does not accept. */
    public static Optional<KeyAlgorithm> of(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength() < MIN_RSA_BITS ? Optional.empty() : Optional.of(RSA);
        }
        if (key instanceof ECPublicKey elliptic) {
            return switch (elliptic.getParams().getOrder().bitLength()) {
                case 256 -> Optional.of(P256);
                case 384 -> Optional.of(P384);
                case 521 -> Optional.of(P521);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    /** The one digest that a service signs with such a key; empty where it signs them all. */
    public Optional<DigestAlgorithm> onlyDigest() {
        return onlyDigest;
    }

    /** The name of the signature in JSON: {@code RS256}, {@code ES384} (RFC 7518, 3.1). */
    public String jose(DigestAlgorithm digest) {
        return digest.name().replace("SHA", this == RSA ? "RS" : "ES");
    }
}
