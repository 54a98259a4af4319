package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides, before an engine is bothered, whether a file can be signed and needs to be. */
record Admission(ExistingSignature existingSignature, Judge judge, Disk disk, Clock clock) {

    /**
     * What becomes of a file.
     *
     * @param end how the file ended already; empty if it is to be signed
     */
    record Decision(Candidate candidate, Optional<Outcome> end) {
        static Decision go(Candidate candidate) {
            return new Decision(candidate, Optional.empty());
        }

        static Decision end(Candidate candidate, Outcome outcome) {
            return new Decision(candidate, Optional.of(outcome));
        }
    }

    Decision decide(int index, PlannedFile file) throws InterruptedException {
        Candidate candidate = new Candidate(index, file, clock.instant(), Optional.empty(), List.of());
        try {
            candidate = candidate.with(Fingerprint.of(file.path()));
            Decision decision = existingSignature == ExistingSignature.REPLACE
                    ? Decision.go(candidate)
                    : judged(candidate, judge.verdict(file.path(), file.format()));
            Optional<Problem> obstacle = decision.end().isPresent() ? Optional.empty() : obstacle(file);
            return obstacle.isPresent() ? Decision.end(candidate, new Outcome.Failed(obstacle.get())) : decision;
        } catch (IOException e) {
            return Decision.end(candidate, new Outcome.Failed(FileProblems.of(file, e)));
        }
    }

    private Decision judged(Candidate candidate, Verdict verdict) {
        if (existingSignature == ExistingSignature.SKIP && verdict.isTrusted()) {
            return Decision.end(candidate, new Outcome.Skipped(verdict));
        }
        if (existingSignature == ExistingSignature.FAIL && !verdict.signatures().isEmpty()) {
            Problem problem = FileProblems.alreadySigned(candidate.file());
            return Decision.end(candidate, new Outcome.Failed(List.of(problem), Optional.of(verdict)));
        }
        boolean append = existingSignature == ExistingSignature.APPEND;
        return Decision.go(candidate.keeping(append ? verdict.signatures() : List.of()));
    }

    private Optional<Problem> obstacle(PlannedFile file) throws IOException {
        if (isReadOnly(file.path())) {
            return Optional.of(FileProblems.readOnly(file));
        }
        boolean replaceable = disk.isFolderWritable(file.path().toAbsolutePath());
        return replaceable ? Optional.empty() : Optional.of(FileProblems.folderReadOnly(file));
    }

    /** A rename would replace a read-only file, and root may write to any; but whoever made it read-only meant it. */
    private static boolean isReadOnly(Path path) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (posix != null) {
            Set<PosixFilePermission> writers = EnumSet.of(
                    PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
            writers.retainAll(posix.readAttributes().permissions());
            if (writers.isEmpty()) {
                return true;
            }
        }
        return !Files.isWritable(path);
    }
}
