package io.github.authenticode.verify.rules;

import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;

/**
 * The rules on how strong digest and key must be. Windows asks less: RSA of 1024 bits still passes there, while
 * certificates for code signing have needed 3072 since June 2021 (CA/Browser Forum, Baseline Requirements for code
 * signing, 6.1.5).
 */
final class StrengthRules {
    private StrengthRules() {}

    /** @param floor name of the weakest digest that will do */
    static Optional<Violation> digest(Digest digest, String floor) {
        DigestAlgorithm least = DigestAlgorithm.parse(floor).orElseThrow();
        // MD5 and SHA-1 break a rule of their own.
        return DigestAlgorithm.ofOid(digest.oid())
                .filter(d -> d.compareTo(least) < 0)
                .map(d -> new Violation(
                        ViolationCode.CRYPT_E_SECURITY_SETTINGS,
                        "The file is digested with " + d.jcaName() + ", which is weaker than " + least.jcaName()
                                + ". Sign it with " + least.jcaName() + ".",
                        Rule.DIGEST_FLOOR));
    }

    static Optional<Violation> rsa(X509Certificate signer, int least) {
        return signer.getPublicKey() instanceof RSAKey key
                ? tooShort(signer, "RSA", key.getModulus().bitLength(), least, Rule.RSA_KEY_SIZE)
                : Optional.empty();
    }

    static Optional<Violation> ellipticCurve(X509Certificate signer, int least) {
        return signer.getPublicKey() instanceof ECKey key
                ? tooShort(signer, "elliptic-curve", key.getParams().getOrder().bitLength(), least, Rule.EC_KEY_SIZE)
                : Optional.empty();
    }

    private static Optional<Violation> tooShort(X509Certificate signer, String kind, int bits, int least, Rule rule) {
        return bits >= least
                ? Optional.empty()
                : Optional.of(new Violation(
                        ViolationCode.CRYPT_E_SECURITY_SETTINGS,
                        "The certificate \"" + Names.of(signer) + "\" has an " + kind + " key of " + bits
                                + " bits, fewer than " + least + ". Sign with a certificate that has a longer key.",
                        rule));
    }
}
