package io.github.authenticode.run.gate;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.SigningProblem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.Remedies;
import io.github.authenticode.verify.certificate.Publisher;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file with a sound signature of another publisher.
 *
 * @param publisher subject of his certificate
 * @param verdict by the policy for that file
 */
public record ForeignFile(PlannedFile file, String publisher, Verdict verdict) {
    /**
     * What is said of a sound signature whose certificates, and those of its timestamp, lead to a root that nobody here
     * knows.
     */
    private static final Set<ViolationCode> OF_UNKNOWN_ROOTS = EnumSet.of(
            ViolationCode.CERT_E_UNTRUSTEDROOT,
            ViolationCode.CERT_E_CHAINING,
            ViolationCode.TRUST_E_TIME_STAMP,
            ViolationCode.TRUST_E_COUNTER_SIGNER,
            ViolationCode.CERT_E_EXPIRED);

    /** Where the user says that there must be none. */
    public Problem problem() {
        return Problem.of(
                SigningProblem.FOREIGN_SIGNATURE,
                signed() + ", another publisher.",
                "Leave the file out with <excludes>, or set <foreignSignature> to keep, append or replace.");
    }

    /**
     * How the file ends if it is left alone: well, unless the policy says of itself that somebody else must have signed
     * it, which verify would then say as well. That this machine does not know the root of his certificate is not his
     * fault; see {@link KeptFiles}.
     */
    public Outcome kept() {
        List<Violation> broken = verdict.errors().stream()
                .filter(v -> !v.rule().isFixed() || !OF_UNKNOWN_ROOTS.contains(v.code()))
                .toList();
        return broken.isEmpty()
                ? new Outcome.Kept(verdict, publisher)
                : new Outcome.Failed(List.of(refused(broken)), Optional.of(verdict));
    }

    private Problem refused(List<Violation> broken) {
        return Problem.of(
                SigningProblem.FOREIGN_SIGNATURE_REFUSED,
                signed() + ", another publisher, and was left alone, but the policy refuses it, and verify would: "
                        + Remedies.list(broken),
                remedy(broken)
                        + ", leave the file out with <excludes>, or set <foreignSignature> to replace or append.");
    }

    private String remedy(List<Violation> broken) {
        if (broken.stream().anyMatch(v -> v.rule().isFixed())) {
            return "Get the file anew from " + name();
        }
        boolean named = broken.stream().allMatch(v -> v.rule() == Rule.PUBLISHER || v.rule() == Rule.PUBLISHER_BY_FILE);
        return named
                ? "Name " + name() + " for this file in <policy><publisherByFile>"
                : "Correct the policy, name who signs this file in <policy><publisherByFile>";
    }

    private String signed() {
        return file.name() + " is signed by " + name();
    }

    private String name() {
        return "\"" + Publisher.ofSubject(publisher).name() + "\"";
    }
}
