package io.github.authenticode.verify;

import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.verify.rules.RuleChecks;
import io.github.authenticode.verify.violation.Violation;
import java.security.cert.X509Certificate;
import java.util.List;

/** The part of a policy that a certificate alone can break: known before it signs anything. */
public final class SignerPolicy {
    private SignerPolicy() {}

    /** Every error that whatever this certificate signs would have, whichever file it is. */
    public static List<Violation> violations(X509Certificate signer, Policy policy) {
        return RuleChecks.ofSigner(signer, policy);
    }
}
