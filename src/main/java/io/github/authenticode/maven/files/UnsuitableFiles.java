package io.github.authenticode.maven.files;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files that were meant and cannot be what they were taken for: each is rejected by itself, and the others are signed
 * and judged.
 */
public final class UnsuitableFiles {
    private final Map<Path, Odd> files = new LinkedHashMap<>();

    /** @param foreign of a kind that is signed otherwise, so that a catalog may stand for its signature */
    private record Odd(Problem problem, boolean foreign) {}

    void add(Path file, Problem problem, boolean foreign) {
        files.putIfAbsent(file, new Odd(problem, foreign));
    }

    /** How they end where the others are signed, by their place in the plan. */
    public Map<Integer, FileResult> failed(List<PlannedFile> planned) {
        Map<Integer, FileResult> failed = new TreeMap<>();
        for (int i = 0; i < planned.size(); i++) {
            PlannedFile file = planned.get(i);
            Odd odd = files.get(file.path());
            if (odd != null) {
                failed.put(
                        i,
                        new FileResult(
                                file,
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                List.of(),
                                Duration.ZERO,
                                new Outcome.Failed(odd.problem())));
            }
        }
        return failed;
    }

    /** A verifier that asks the other one of all files but these. */
    public Verifier beside(Verifier verifier) {
        return (path, format) -> {
            Odd odd = files.get(path);
            return odd == null ? verifier.verify(path, format) : verdict(odd);
        };
    }

    private static Verdict verdict(Odd odd) {
        ViolationCode code =
                odd.foreign() ? ViolationCode.TRUST_E_NOSIGNATURE : ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN;
        return new Verdict(List.of(), List.of(new Violation(code, odd.problem().text())));
    }
}
