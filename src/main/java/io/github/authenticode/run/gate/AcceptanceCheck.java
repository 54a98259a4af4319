package io.github.authenticode.run.gate;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.SigningProblem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Remedies;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The check whether what an engine calls done may replace the original. */
public record AcceptanceCheck(String engine, SignatureOptions options) {

    /** What is wrong with the signed copy; empty if nothing is. */
    public Optional<Problem> objection(FileTask task, Fingerprint signed, Verdict verdict) {
        List<Violation> violations = violations(task, verdict);
        // Without timestamp, RSA with PKCS#1 padding signs the same content with the same key to the same bytes.
        boolean sameBytesAreFine =
                violations.isEmpty() && !options.timestamping().enabled();
        if (task.had(signed) && !sameBytesAreFine) {
            return Optional.of(notSigned(task.file()));
        }
        return violations.isEmpty() ? Optional.empty() : Optional.of(rejected(task.file(), violations));
    }

    /** What keeps a copy from being what was asked for. */
    public List<Violation> violations(FileTask task, Verdict verdict) {
        List<Violation> violations = options.appends(task.foreign())
                ? violationsOfAppending(task.earlier(), verdict)
                : rejecting(verdict.violations());
        if (violations.isEmpty() && verdict.signatures().isEmpty()) {
            return List.of(new Violation(ViolationCode.TRUST_E_NOSIGNATURE, "The file has no signature."));
        }
        return violations;
    }

    /**
     * An earlier signature need not meet the policy, but must still be there and must not have been broken. Signatures
     * are told apart by who made them and when, and not by their place: nested ones are a SET in DER, which is sorted.
     */
    private static List<Violation> violationsOfAppending(List<SignatureVerdict> earlier, Verdict verdict) {
        List<Violation> violations = new ArrayList<>();
        verdict.fileViolations().stream().filter(Violation::isError).forEach(violations::add);
        List<SignatureVerdict> added = new ArrayList<>(verdict.signatures());
        for (SignatureVerdict old : earlier) {
            Optional<SignatureVerdict> kept =
                    added.stream().filter(s -> isSame(s, old)).findFirst();
            if (kept.isEmpty()) {
                violations.add(new Violation(ViolationCode.TRUST_E_NOSIGNATURE, "An earlier signature was lost."));
            } else {
                added.remove(kept.get());
                violations.addAll(badDigests(kept.get(), old));
                violations.addAll(newForm(kept.get(), old));
            }
        }
        if (added.size() != 1) {
            violations.add(new Violation(
                    ViolationCode.TRUST_E_FAIL, "One signature was to be added, but " + added.size() + " were."));
        }
        added.forEach(s -> violations.addAll(rejecting(s.violations())));
        return violations;
    }

    /** A form of its own, of which the policy only warns in the files of others, has no place in what was just made. */
    private static List<Violation> rejecting(List<Violation> violations) {
        return violations.stream()
                .filter(v -> v.isError() || v.rule() == Rule.SPECIFIED_FORM)
                .toList();
    }

    private static List<Violation> newForm(SignatureVerdict now, SignatureVerdict before) {
        boolean hadIt = before.violations().stream().anyMatch(v -> v.rule() == Rule.SPECIFIED_FORM);
        return now.violations().stream()
                .filter(v -> v.rule() == Rule.SPECIFIED_FORM && !hadIt)
                .toList();
    }

    public static boolean isSame(SignatureVerdict one, SignatureVerdict other) {
        return one.digestAlgorithm().equals(other.digestAlgorithm())
                && one.signer().equals(other.signer())
                && one.timestamp().equals(other.timestamp());
    }

    private static List<Violation> badDigests(SignatureVerdict now, SignatureVerdict before) {
        boolean wasBad = before.violations().stream().anyMatch(v -> v.code() == ViolationCode.TRUST_E_BAD_DIGEST);
        return now.violations().stream()
                .filter(v -> v.code() == ViolationCode.TRUST_E_BAD_DIGEST && !wasBad)
                .toList();
    }

    private Problem notSigned(PlannedFile file) {
        return Problem.of(
                SigningProblem.NOT_SIGNED,
                engine + " reported success but left the file unchanged: " + file.name() + ".",
                "Check that the file is of a kind that " + engine + " can sign, and try another <engine>.");
    }

    private Problem rejected(PlannedFile file, List<Violation> violations) {
        return Problem.of(
                SigningProblem.SIGNATURE_REJECTED,
                engine + " signed " + file.name() + ", but the verifier rejects it: " + Remedies.list(violations),
                Remedies.of(violations));
    }
}
