package io.github.authenticode.plan.policy;

/** The weight of the question whether a certificate has been revoked. */
public enum RevocationMode {
    /** Nobody is asked. */
    OFF,
    /** A certificate that is revoked is a violation; one of which nobody could tell is not, and the report says so. */
    SOFT,
    /** Likewise, and one of which nobody could tell is a violation too. */
    HARD
}
