package io.github.authenticode.verify.rules;

import io.github.authenticode.verify.certificate.SignerRules;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.path.PathValidator;
import io.github.authenticode.verify.path.VerificationContext;
import io.github.authenticode.verify.timestamp.Timestamps;
import io.github.authenticode.verify.verdict.AnchorInfo;
import io.github.authenticode.verify.violation.Violation;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The finding whether the certificate that signed may be relied upon.
 *
 * @param chain from the signer upwards, as far as it could be built
 * @param anchor what the chain ends at, if that is trusted
 */
public record SignerTrust(List<X509Certificate> chain, Optional<AnchorInfo> anchor, List<Violation> violations) {
    /** A certificate with this purpose signs for its own lifetime, timestamp or not (WTD_LIFETIME_SIGNING_FLAG). */
    private static final String LIFETIME_SIGNING = "1.3.6.1.4.1.311.10.3.13";

    public static SignerTrust of(
            X509Certificate signer,
            List<X509Certificate> known,
            Timestamps timestamps,
            VerificationContext conditions) {
        Optional<Instant> proven = provenTime(signer, timestamps);
        Instant at = proven.orElse(conditions.now());
        PathValidator.Chain chain =
                new PathValidator(conditions.chainsFor(Purpose.CODE_SIGNING)).check(signer, known, at);
        List<Violation> violations = new ArrayList<>(SignerRules.violations(signer, at, isUnrestricted(chain)));
        violations.addAll(chain.violations());
        violations.addAll(conditions
                .questions()
                .revocation(
                        chain,
                        Purpose.CODE_SIGNING,
                        proven.or(() -> conditions.policy().verifyAt())));
        return new SignerTrust(chain.certificates(), chain.anchor(), List.copyOf(violations));
    }

    /**
     * The signing certificate has to name code signing as its purpose, "or the entire certificate chain must contain no
     * EKUs" ("Windows Authenticode Portable Executable Signature Format", 2008, on the certificate chain).
     */
    private static boolean isUnrestricted(PathValidator.Chain chain) {
        return chain.root().isPresent()
                && chain.certificates().stream().noneMatch(SignerRules::namesPurposes)
                && chain.root()
                        .get()
                        .certificate()
                        .filter(SignerRules::namesPurposes)
                        .isEmpty();
    }

    /** When the signature existed at the latest, as far as that helps its certificate. */
    public static Optional<Instant> provenTime(X509Certificate signer, Timestamps timestamps) {
        return isForLifetime(signer) ? Optional.empty() : timestamps.provenTime();
    }

    public static boolean isForLifetime(X509Certificate signer) {
        return SignerRules.extendedKeyUsage(signer).contains(LIFETIME_SIGNING);
    }
}
