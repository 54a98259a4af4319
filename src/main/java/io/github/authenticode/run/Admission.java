package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.verify.Verdict;
import io.github.authenticode.verify.Violation;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Decides, before an engine is bothered, whether a file can be signed and needs to be. */
record Admission(ExistingSignature existingSignature, Judge judge, Journal journal, Disk disk, Clock clock) {
    private static final int TRIES = 3;

    /**
     * What becomes of a file.
     *
     * @param end how the file ended already; empty if it is to be signed
     * @param earlier what the run wrote down that signed it, where it was an earlier one
     */
    record Decision(Candidate candidate, Optional<Outcome> end, Optional<JournalRecord> earlier) {
        static Decision go(Candidate candidate) {
            return new Decision(candidate, Optional.empty(), Optional.empty());
        }

        static Decision end(Candidate candidate, Outcome outcome) {
            return new Decision(candidate, Optional.of(outcome), Optional.empty());
        }
    }

    /** What a verdict decides counts only for the content of which the digest was taken: another process may be at the same file. */
    Decision decide(int index, PlannedFile file) throws InterruptedException {
        Candidate candidate =
                new Candidate(index, file, clock.instant(), Optional.empty(), Optional.empty(), List.of());
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                Snapshot now = Snapshot.of(file.path());
                candidate = candidate.with(now);
                Decision decision = decide(candidate);
                if (decision.end().isEmpty() || now.isStill()) {
                    return decision;
                }
            }
            return Decision.end(candidate, new Outcome.Failed(FileProblems.changed(file)));
        } catch (IOException e) {
            return Decision.end(candidate, new Outcome.Failed(FileProblems.of(file, e)));
        }
    }

    private Decision decide(Candidate candidate) throws InterruptedException {
        PlannedFile file = candidate.file();
        if (existingSignature != ExistingSignature.SKIP) {
            // A signed file is to be signed, unless it was another process of this plan that just signed it.
            journal.refresh();
        }
        Optional<Decision> done = doneEarlier(candidate);
        if (done.isPresent()) {
            return done.get();
        }
        Decision decision = existingSignature == ExistingSignature.REPLACE
                ? Decision.go(candidate)
                : judged(candidate, judge.verdict(file.path(), file.format()));
        Optional<Problem> obstacle = decision.end().isPresent() ? Optional.empty() : obstacle(file);
        return obstacle.isPresent() ? Decision.end(candidate, new Outcome.Failed(obstacle.get())) : decision;
    }

    /** Where a run of this plan has left its signature. */
    Optional<Decision> doneEarlier(Candidate candidate) throws InterruptedException {
        PlannedFile file = candidate.file();
        Optional<JournalRecord> earlier = candidate.before().flatMap(content -> journal.find(file, content));
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        Verdict verdict = judge.verdict(file.path(), file.format());
        return isDone(verdict)
                ? Optional.of(
                        new Decision(candidate, Optional.of(new Outcome.Signed(verdict, Origin.EARLIER_RUN)), earlier))
                : Optional.empty();
    }

    /** One to which a signature was appended need not be good in its earlier ones. */
    private boolean isDone(Verdict verdict) {
        return existingSignature == ExistingSignature.APPEND
                ? verdict.fileViolations().stream().noneMatch(Violation::isError)
                        && verdict.signatures().stream()
                                .anyMatch(s -> s.errors().isEmpty())
                : verdict.isTrusted();
    }

    /**
     * How a file ended that another process changed while this one was at it; empty if what it did is not what this run was
     * to do.
     */
    Optional<Decision> doneMeanwhile(Candidate candidate) throws InterruptedException {
        PlannedFile file = candidate.file();
        Snapshot now;
        try {
            now = Snapshot.of(file.path());
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return Optional.empty();
        }
        journal.refresh();
        Candidate changed = candidate.with(now);
        Optional<Decision> done = doneEarlier(changed);
        if (done.isPresent() || existingSignature != ExistingSignature.SKIP) {
            return done;
        }
        Verdict verdict = judge.verdict(file.path(), file.format());
        return verdict.isTrusted()
                ? Optional.of(Decision.end(changed, new Outcome.Skipped(verdict)))
                : Optional.empty();
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

    /** A read-only file can be replaced all the same, since it is its folder that lists it. */
    private Optional<Problem> obstacle(PlannedFile file) {
        if (!disk.isFolderWritable(file.path().toAbsolutePath())) {
            return Optional.of(FileProblems.folderReadOnly(file));
        }
        return Optional.empty();
    }
}
