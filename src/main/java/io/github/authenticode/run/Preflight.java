package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.program.ProgramCopy;
import io.github.authenticode.engine.script.SignableScript;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.ForeignSignature;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.text.PathText;
import io.github.authenticode.run.file.ContentLossCheck;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileSnapshot;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.GuardedVerifier;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.gate.ForeignFile;
import io.github.authenticode.run.gate.ForeignSignatures;
import io.github.authenticode.run.reuse.SignatureSource;
import io.github.authenticode.run.reuse.SigningRecord;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The check before an engine is bothered: can a file be signed, and does it need to be. */
record Preflight(
        SignatureOptions options,
        GuardedVerifier judge,
        ForeignSignatures foreignSignatures,
        SignatureSource earlierRuns,
        FileOperations disk,
        Clock clock) {
    private static final int TRIES = 3;

    /**
     * The decision on a file.
     *
     * @param end how the file ended already; empty if it is to be signed
     * @param earlier what the run wrote down that signed it, where it was an earlier one
     */
    record Decision(FileTask task, Optional<Outcome> end, Optional<SigningRecord> earlier) {
        static Decision go(FileTask task) {
            return new Decision(task, Optional.empty(), Optional.empty());
        }

        static Decision end(FileTask task, Outcome outcome) {
            return new Decision(task, Optional.of(outcome), Optional.empty());
        }

        static Decision done(FileTask task, SignatureSource.Found.InPlace found) {
            Outcome outcome = new Outcome.Signed(found.verdict(), SignatureOrigin.EARLIER_RUN);
            return new Decision(task, Optional.of(outcome), Optional.of(found.made()));
        }
    }

    /**
     * What a verdict decides counts only for the content of which the digest was taken: another process may be at the
     * same file.
     */
    Decision decide(int index, PlannedFile file) throws InterruptedException {
        FileTask task = new FileTask(index, file, clock.instant());
        try {
            Optional<Problem> hopeless = hopeless(file);
            if (hopeless.isPresent()) {
                return Decision.end(task, new Outcome.Failed(hopeless.get()));
            }
            for (int tries = 0; tries < TRIES; tries++) {
                FileSnapshot now = FileSnapshot.of(file.path());
                task = task.with(now);
                Decision decision = decide(task);
                if (decision.end().isEmpty() || now.isStill()) {
                    return decision;
                }
            }
            return Decision.end(task, new Outcome.Failed(FileProblems.changed(file)));
        } catch (IOException e) {
            return Decision.end(task, new Outcome.Failed(FileProblems.of(file, e)));
        }
    }

    private Decision decide(FileTask task) throws IOException, InterruptedException {
        PlannedFile file = task.file();
        if (existingSignature() != ExistingSignature.SKIP || options.foreignSignature() != ForeignSignature.KEEP) {
            // A signed file is to be signed, unless it was another process of this plan that just signed it.
            earlierRuns.refresh();
        }
        Optional<Decision> done = doneEarlier(task);
        if (done.isPresent()) {
            return done.get();
        }
        Decision decision = existingSignature() == ExistingSignature.REPLACE && !foreignSignatures.mayBe()
                ? Decision.go(task)
                : judged(task, judge.verdict(file));
        Optional<Problem> obstacle = decision.end().isPresent() ? Optional.empty() : obstacle(file);
        return obstacle.isPresent() ? Decision.end(task, new Outcome.Failed(obstacle.get())) : decision;
    }

    private Optional<Decision> doneEarlier(FileTask task) throws InterruptedException {
        return earlierRuns
                .find(task)
                .map(SignatureSource.Found.InPlace.class::cast)
                .map(done -> Decision.done(task, done));
    }

    /**
     * How a file ended that another process changed while this one was at it; empty if what it did is not what this run
     * was to do.
     */
    Optional<Decision> doneMeanwhile(FileTask task) throws InterruptedException {
        PlannedFile file = task.file();
        FileSnapshot now;
        try {
            now = FileSnapshot.of(file.path());
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return Optional.empty();
        }
        earlierRuns.refresh();
        FileTask changed = task.with(now);
        Optional<Decision> done = doneEarlier(changed);
        if (done.isPresent() || existingSignature() != ExistingSignature.SKIP) {
            return done;
        }
        Verdict verdict = judge.verdict(file);
        return verdict.isTrusted()
                ? Optional.of(Decision.end(changed, new Outcome.Skipped(verdict)))
                : Optional.empty();
    }

    private ExistingSignature existingSignature() {
        return options.existingSignature();
    }

    private Decision judged(FileTask task, Verdict verdict) throws InterruptedException {
        Optional<String> other = foreignSignatures.sound(task.file(), verdict);
        if (other.isEmpty() || options.foreignSignature() == ForeignSignature.REPLACE) {
            return own(task, verdict);
        }
        boolean accompanied = foreignSignatures.areAccompanied(verdict);
        if (accompanied && existingSignature() == ExistingSignature.SKIP && verdict.isTrusted()) {
            return Decision.end(task, new Outcome.Skipped(verdict));
        }
        ForeignFile file = new ForeignFile(task.file(), other.get(), verdict);
        if (options.foreignSignature() == ForeignSignature.FAIL) {
            return Decision.end(task, new Outcome.Failed(List.of(file.problem()), Optional.of(verdict)));
        }
        return options.foreignSignature() == ForeignSignature.APPEND && !accompanied
                ? Decision.go(task.of(true).keeping(verdict.signatures()))
                : Decision.end(task, file.kept());
    }

    private Decision own(FileTask task, Verdict verdict) {
        if (existingSignature() == ExistingSignature.SKIP && verdict.isTrusted()) {
            return Decision.end(task, new Outcome.Skipped(verdict));
        }
        if (existingSignature() == ExistingSignature.FAIL
                && !verdict.signatures().isEmpty()) {
            Problem problem = FileProblems.alreadySigned(task.file());
            return Decision.end(task, new Outcome.Failed(List.of(problem), Optional.of(verdict)));
        }
        return options.appends(false)
                ? Decision.go(task.keeping(verdict.signatures()))
                : Decision.go(task.replacing(foreignSignatures.subjects(verdict)));
    }

    private static Optional<Problem> hopeless(PlannedFile file) throws IOException {
        return file.format() == FileFormat.PE ? ProgramCopy.obstacle(file.path(), file.name()) : Optional.empty();
    }

    /** A read-only file can be replaced all the same, since it is its folder that lists it. */
    private Optional<Problem> obstacle(PlannedFile file) throws IOException {
        if (!PathText.isFaithful(file.path())) {
            return Optional.of(FileProblems.unnameable(file));
        }
        if (!disk.isFolderWritable(file.path().toAbsolutePath())) {
            return Optional.of(FileProblems.folderReadOnly(file));
        }
        Optional<Problem> remains = ContentLossCheck.objection(file);
        if (remains.isPresent()) {
            return remains;
        }
        // Whatever engine is to sign: none of them would say what it throws away.
        return SignableScript.read(file.path(), file.format()).flatMap(script -> script.objection(file.name()));
    }
}
