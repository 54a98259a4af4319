package io.github.authenticode.verify.path;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.naming.NamePattern;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.verdict.AnchorInfo;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The rules on who may have issued the signer's certificate, and at which root its chain may end: both narrower than
 * being trusted.
 */
public final class IssuerRules {
    private IssuerRules() {}

    /** @param allowed common names, organizations, or parts of a distinguished name */
    public static Optional<Violation> issuer(X509Certificate signer, List<String> allowed) {
        if (allowed.stream().anyMatch(a -> NamePattern.of(a).matches(signer.getIssuerX500Principal()))) {
            return Optional.empty();
        }
        return Optional.of(new Violation(
                ViolationCode.TRUST_E_SUBJECT_NOT_TRUSTED,
                "The certificate \"" + Names.of(signer) + "\" was issued by \""
                        + Names.distinguished(signer.getIssuerX500Principal()) + "\", not by "
                        + NamePattern.list(allowed) + ". Sign with a certificate of an issuer that the policy names.",
                Rule.ISSUER));
    }

    /** @param allowed SHA-256 fingerprints, upper case */
    public static Optional<Violation> root(AnchorInfo anchor, List<String> allowed) {
        return allowed.contains(anchor.sha256())
                ? Optional.empty()
                : Optional.of(new Violation(
                        ViolationCode.CERT_E_UNTRUSTEDROOT,
                        "The signature's certificate chain ends in \"" + anchor.subject() + "\" (SHA-256 "
                                + anchor.sha256() + "), which is trusted but not among the roots that the policy"
                                + " allows. Sign with a certificate that leads to one of those.",
                        Rule.ALLOWED_ROOTS));
    }
}
