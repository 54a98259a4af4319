package io.github.authenticode.verify.verdict;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.PlannedFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The record of one file in a verification.
 *
 * @param size bytes, 0 if the file could not be read
 * @param sha256 hexadecimal digest of the file, absent if it could not be read
 * @param opinion of the second judge, absent if none was asked
 * @param problems that the second opinion makes: the two disagree, or it was required and is not there
 */
public record VerifiedFile(
        PlannedFile file,
        long size,
        Optional<String> sha256,
        Duration duration,
        Verdict verdict,
        Optional<Opinion> opinion,
        List<Problem> problems) {
    public VerifiedFile {
        problems = List.copyOf(problems);
    }

    /** A file of which no second judge was asked. */
    public VerifiedFile(PlannedFile file, long size, Optional<String> sha256, Duration duration, Verdict verdict) {
        this(file, size, sha256, duration, verdict, Optional.empty(), List.of());
    }

    /** This record with what the second judge said. */
    public VerifiedFile with(Opinion second, List<Problem> made) {
        return new VerifiedFile(file, size, sha256, duration, verdict, Optional.of(second), made);
    }

    /** Whether this plugin trusts the file and nothing speaks against that. */
    public boolean isGood() {
        return verdict.isTrusted() && problems.isEmpty();
    }
}
