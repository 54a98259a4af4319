package io.github.authenticode.verify.online.revocation;

import io.github.authenticode.verify.verdict.RevocationSource;
import java.time.Instant;

/** What is known of a certificate, now. What that means for a signature of the past is another question. */
public sealed interface RevocationStatus {
    /** Its issuer has not revoked it. */
    record Good(RevocationSource source) implements RevocationStatus {}

    /**
     * Its issuer has revoked it.
     *
     * @param since from when on it does not count: the date of the revocation, or the date of invalidity where that is earlier
     * @param compromised whether the reason is a key in wrong hands, or none is given
     */
    record Revoked(RevocationSource source, Instant since, String reason, boolean compromised)
            implements RevocationStatus {}

    /**
     * Nobody could tell.
     *
     * @param hasSource whether the certificate says where to ask
     * @param why each source and why it did not answer, for people
     */
    record Unknown(boolean hasSource, String why) implements RevocationStatus {}
}
