package io.github.authenticode.verify.timestamp;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.naming.NamePattern;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.util.List;
import java.util.Optional;

/** The rules of a policy for the timestamp that a signature relies upon, beyond being sound. */
public final class TimestampRules {
    private TimestampRules() {}

    /** @param allowed common names, organizations, or parts of a distinguished name */
    public static Optional<Violation> authority(TimestampInfo timestamp, List<String> allowed) {
        if (timestamp.authority().isEmpty()) {
            return Optional.empty(); // a timestamp without its certificate is no sound one, and that is told
        }
        String subject = timestamp.authority().get().subject();
        boolean known = allowed.stream().anyMatch(a -> NamePattern.of(a).matches(Names.principal(subject)));
        return known
                ? Optional.empty()
                : Optional.of(new Violation(
                        ViolationCode.TRUST_E_TIME_STAMP,
                        "Timestamped by \"" + subject + "\", not by " + NamePattern.list(allowed)
                                + ". Timestamp the file with an authority that the policy names.",
                        Rule.TIMESTAMP_AUTHORITY));
    }

    /**
     * A PKCS#9 countersignature covers the signature value alone, says its time in an attribute that the authority's
     * software fills in, and is mostly SHA-1 ("Time Stamping Authenticode Signatures", Microsoft Learn).
     */
    public static Optional<Violation> legacy(TimestampInfo timestamp) {
        return timestamp.kind().equals(TimestampInfo.RFC_3161)
                ? Optional.empty()
                : Optional.of(new Violation(
                        ViolationCode.TRUST_E_TIME_STAMP,
                        "The timestamp is a countersignature of the old kind, with " + timestamp.digestAlgorithm()
                                + ", and no RFC 3161 token. Timestamp the file with an RFC 3161 authority.",
                        Rule.TIMESTAMP_RFC3161));
    }
}
