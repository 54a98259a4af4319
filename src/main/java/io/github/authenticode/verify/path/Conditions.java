package io.github.authenticode.verify.path;

import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.time.Instant;

/**
 * What every signature of one file is held against.
 *
 * @param now the clock's time, or the one that the policy asks to judge at
 * @param known what holds for every file
 * @param checks where the arithmetic of this file is counted
 * @param inquiry what is asked of others for this file, and noted of one signature
 */
public record Conditions(
        Policy policy, TrustAnchors anchors, Instant now, KnownAnswers known, SignatureChecks checks, Inquiry inquiry) {
    public Terms chainsFor(Purpose purpose) {
        return new Terms(anchors, purpose, checks, inquiry);
    }

    /** The same with an empty notebook. */
    public Conditions forNextSignature() {
        return new Conditions(policy, anchors, now, known, checks, inquiry.forNextSignature());
    }
}
