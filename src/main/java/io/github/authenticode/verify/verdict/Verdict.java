package io.github.authenticode.verify.verdict;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The verifier's verdict on one file.
 *
 * @param signatures in the order of the file: the primary one first, then the nested ones
 * @param fileViolations what concerns the file and no single signature: it has none, or cannot be read
 */
public record Verdict(List<SignatureVerdict> signatures, List<Violation> fileViolations) {
    public Verdict {
        signatures = List.copyOf(signatures);
        fileViolations = List.copyOf(fileViolations);
    }

    /** Every violation of the file and of all its signatures. */
    public List<Violation> violations() {
        return Stream.concat(fileViolations.stream(), signatures.stream().flatMap(s -> s.violations().stream()))
                .toList();
    }

    /** Those that reject the file. */
    public List<Violation> errors() {
        return violations().stream().filter(Violation::isError).toList();
    }

    /** Those that do not. */
    public List<Violation> warnings() {
        return violations().stream().filter(v -> !v.isError()).toList();
    }

    /** Whether the file has no signature itself and is listed in a catalog that has. */
    public boolean isByCatalog() {
        return signatures.stream().anyMatch(s -> s.catalog().isPresent());
    }

    /** Whether the file has no signature, nor anything else where one would be. */
    public boolean isUnsigned() {
        List<Violation> ofSignature = fileViolations.stream()
                .filter(v -> v.rule() != Rule.SCRIPT_ENCODING)
                .toList();
        return signatures.isEmpty()
                && ofSignature.size() == 1
                && ofSignature.get(0).code() == ViolationCode.TRUST_E_NOSIGNATURE
                && ofSignature.get(0).rule() == Rule.SIGNED;
    }

    /** Whether the file is signed and nothing is wrong with it but what the policy only warns of. */
    public boolean isTrusted() {
        return !signatures.isEmpty() && errors().isEmpty();
    }
}
