package io.github.authenticode.verify.online.revocation;

import io.github.authenticode.verify.verdict.RevocationSource;
import java.time.Instant;

/**
 * The status of a certificate, as far as it is known now. What that means for a signature of the past is another
 * question.
 */
public sealed interface RevocationStatus {
    /** A certificate that its issuer has not revoked. */
    record Good(RevocationSource source) implements RevocationStatus {}

    /**
     * A certificate that its issuer has revoked.
     *
     * @param since from when on it does not count: the date of the revocation, or the date of invalidity where that is
     * earlier
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
