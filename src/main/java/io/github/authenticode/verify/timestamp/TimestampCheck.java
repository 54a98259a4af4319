package io.github.authenticode.verify.timestamp;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.verify.asn1.MalformedException;
import io.github.authenticode.verify.certificate.SignerRules;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Oids;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.path.PathValidator;
import io.github.authenticode.verify.path.VerificationContext;
import io.github.authenticode.verify.verdict.AnchorInfo;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The result of checking a timestamp.
 *
 * @param info absent if not even the time could be read
 * @param maker the certificate that made it, where that was found
 * @param broken whether it proves no time. One that is merely weak, by an outdated digest or a lax certificate, is
 * refused all the same, but the rest of the signature is judged at its time: "expired" would be a wrong reason beside
 * the right one
 */
public record TimestampCheck(
        Optional<TimestampInfo> info, Optional<X509Certificate> maker, List<Violation> violations, boolean broken) {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    public TimestampCheck {
        violations = List.copyOf(violations);
    }

    /** Whether there is nothing wrong with it but what by itself is a warning. */
    boolean isValid() {
        return info.isPresent()
                && violations.stream()
                        .allMatch(v -> v.rule()
                                .usual()
                                .filter(s -> s.severity() == Severity.WARNING)
                                .isPresent());
    }

    boolean provesTime() {
        return info.isPresent() && !broken;
    }

    /**
     * The same where the signature itself needs no SHA-1: a countersignature says when, not what, and its authority
     * chose what it signed. Windows takes it.
     */
    TimestampCheck forgivingSha1() {
        return new TimestampCheck(
                info,
                maker,
                violations.stream()
                        .map(v -> v.rule() == Rule.STRONG_DIGEST
                                ? new Violation(v.code(), v.message(), Rule.LEGACY_DIGEST)
                                : v)
                        .toList(),
                broken);
    }

    static TimestampCheck unreadable(MalformedException reason) {
        return new TimestampCheck(
                Optional.empty(),
                Optional.empty(),
                List.of(violation("The timestamp is damaged: " + reason.getMessage() + ". Timestamp the file again.")),
                true);
    }

    /** How a sentence about the certificate begins. */
    static String authority(X509Certificate certificate) {
        return "The timestamp authority's certificate \"" + Names.of(certificate) + "\"";
    }

    static Violation violation(String message) {
        return new Violation(ViolationCode.TRUST_E_TIME_STAMP, message);
    }

    /**
     * What Windows would call by another name in a signature is a bad timestamp here.
     *
     * @param digest of the timestamp: that it is SHA-1, and nothing worse, stays a finding of its own
     */
    static List<Violation> underOneCode(List<Violation> violations, Digest digest) {
        return violations.stream().map(v -> underOneCode(v, digest)).toList();
    }

    private static Violation underOneCode(Violation violation, Digest digest) {
        Rule rule = violation.rule();
        boolean kept = rule == Rule.SPECIFIED_FORM || (rule == Rule.STRONG_DIGEST && digest.isOutdated());
        return new Violation(ViolationCode.TRUST_E_TIME_STAMP, violation.message(), kept ? rule : Rule.VALID_TIMESTAMP);
    }

    /** The findings of the rules for both kinds of timestamp. */
    record Common(Optional<AnchorInfo> anchor, List<Violation> violations) {}

    /** Rules for both kinds of timestamp: not from the future, by a certificate that was good then. */
    static Common common(
            Instant time,
            Optional<X509Certificate> authority,
            Collection<X509Certificate> known,
            VerificationContext conditions) {
        List<Violation> violations = new ArrayList<>();
        Instant now = conditions.now();
        if (time.isAfter(now.plus(CLOCK_SKEW))) {
            violations.add(violation(
                    "The timestamp says " + time + ", which is in the future; it was judged at " + now + "."));
        }
        authority.ifPresent(certificate -> violations.addAll(alone(certificate, time)));
        Optional<PathValidator.Chain> chain =
                authority.map(c -> new PathValidator(conditions.chainsFor(Purpose.TIMESTAMPING)).check(c, known, time));
        chain.ifPresent(c -> violations.addAll(c.violations()));
        chain.ifPresent(
                c -> violations.addAll(conditions.questions().revocation(c, Purpose.TIMESTAMPING, Optional.of(time))));
        return new Common(chain.flatMap(PathValidator.Chain::anchor), violations);
    }

    /** The certificate without its chain. */
    private static List<Violation> alone(X509Certificate certificate, Instant time) {
        List<Violation> violations = new ArrayList<>();
        Supplier<String> name = () -> authority(certificate);
        SignerRules.validity(certificate, name, time)
                .map(v -> violation(v.message()))
                .ifPresent(violations::add);
        if (!SignerRules.extendedKeyUsage(certificate).contains(Purpose.TIMESTAMPING.oid())) {
            violations.add(violation(name.get() + " is not for timestamping: its extended key usage lacks "
                    + Oids.named(Purpose.TIMESTAMPING.oid()) + "."));
        }
        if (!SignerRules.maySign(certificate)) {
            violations.add(violation(name.get() + " may not sign: its key usage lacks digitalSignature."));
        }
        return violations;
    }
}
