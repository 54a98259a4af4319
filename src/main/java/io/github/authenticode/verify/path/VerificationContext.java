package io.github.authenticode.verify.path;

import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.time.Instant;

/**
 * The context in which every signature of one file is judged.
 *
 * @param now the clock's time, or the one that the policy asks to judge at
 * @param known what holds for every file
 * @param checks where the arithmetic of this file is counted
 * @param questions what is asked of others for this file, and noted of one signature
 */
public record VerificationContext(
        Policy policy,
        TrustAnchors anchors,
        Instant now,
        CertificateCache known,
        SignatureChecks checks,
        OnlineQuestions questions) {
    public PathParameters chainsFor(Purpose purpose) {
        return new PathParameters(anchors, purpose, checks, questions);
    }

    /** The same with an empty notebook. */
    public VerificationContext forNextSignature() {
        return new VerificationContext(policy, anchors, now, known, checks, questions.forNextSignature());
    }
}
