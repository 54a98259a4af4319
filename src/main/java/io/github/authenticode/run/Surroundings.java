package io.github.authenticode.run;

import io.github.authenticode.verify.Violation;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** What a run takes from the world around it; tests bring their own. */
record Surroundings(Clock clock, Sleeper sleeper, Disk disk, SignerRule signerRule) {

    /** Says what makes a certificate unfit to sign at an instant. */
    @FunctionalInterface
    interface SignerRule {
        List<Violation> violations(X509Certificate certificate, Instant at);
    }
}
