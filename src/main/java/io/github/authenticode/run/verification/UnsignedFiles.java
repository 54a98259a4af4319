package io.github.authenticode.run.verification;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.VerificationProblem;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The findings on the files in watched folders. Those that are signed are reported like all others; those that are not
 * make one problem, or one warning, that names all of them.
 *
 * @param signed by anybody, and judged
 * @param unsigned names
 */
public record UnsignedFiles(List<VerifiedFile> signed, List<String> unsigned) {
    /** Tells the signed from the unsigned ones. */
    public static UnsignedFiles among(List<VerifiedFile> judged) {
        return new UnsignedFiles(
                judged.stream().filter(f -> !f.verdict().isUnsigned()).toList(),
                judged.stream()
                        .filter(f -> f.verdict().isUnsigned())
                        .map(f -> f.file().name())
                        .toList());
    }

    /** The policy for files that nobody selected: whoever may have signed them, the signature has to be good. */
    public static Policy policy(Policy policy) {
        return policy.ofAnybody();
    }

    /** Absent where all are signed. */
    public Optional<Problem> problem() {
        return unsigned.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.of(
                                VerificationProblem.UNSIGNED_FILES,
                                "unsigned-files: " + unsigned.size()
                                        + (unsigned.size() == 1 ? " file is" : " files are") + " not signed.",
                                "Sign them, or add them to the exceptions of the rule.")
                        .withEvidence(unsigned.stream().collect(Collectors.joining("\n"))));
    }
}
