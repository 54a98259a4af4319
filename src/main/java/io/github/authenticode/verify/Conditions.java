package io.github.authenticode.verify;

import io.github.authenticode.plan.Policy;
import java.time.Instant;

/**
 * What every signature of one file is held against.
 *
 * @param now the clock's time, or the one that the policy asks to judge at
 * @param known what holds for every file
 * @param checks where the arithmetic of this file is counted
 * @param inquiry what is asked of others for this file, and noted of one signature
 */
record Conditions(
        Policy policy, TrustAnchors anchors, Instant now, KnownAnswers known, SignatureChecks checks, Inquiry inquiry) {
    Terms chainsFor(Purpose purpose) {
        return new Terms(anchors, purpose, checks, inquiry);
    }

    /** The same with an empty notebook. */
    Conditions forNextSignature() {
        return new Conditions(policy, anchors, now, known, checks, inquiry.forNextSignature());
    }
}
