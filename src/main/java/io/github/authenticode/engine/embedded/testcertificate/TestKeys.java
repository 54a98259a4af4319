package io.github.authenticode.engine.embedded.testcertificate;

import io.github.authenticode.engine.embedded.keys.KeySource;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** The three keys of a {@link TestAuthority}, each with its chain. */
record TestKeys(KeySource root, KeySource signer, KeySource timestamp) {
    /** Long enough that nothing expires between signing a file and showing it to somebody. */
    private static final Duration RESERVE = Duration.ofDays(30);

    static TestKeys create(Instant now) {
        return issuedBy(TestIssuer.root(now), now);
    }

    /** These keys, or new ones in place of those that expire soon, or that the clock says are not valid yet. */
    TestKeys renewed(Instant now) {
        if (!lasts(root, now)) {
            return create(now);
        }
        return lasts(signer, now) && lasts(timestamp, now) ? this : issuedBy(root, now);
    }

    private static TestKeys issuedBy(KeySource root, Instant now) {
        return new TestKeys(root, TestIssuer.signer(root, now), TestIssuer.timestamp(root, now));
    }

    private static boolean lasts(KeySource source, Instant now) {
        X509Certificate certificate = source.certificate();
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && now.plus(RESERVE).isBefore(certificate.getNotAfter().toInstant());
    }
}
