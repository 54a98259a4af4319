package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.Candidate;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.Judge;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.gate.Foreigners;
import io.github.authenticode.run.gate.Ownership;
import io.github.authenticode.run.reuse.CacheRules;
import io.github.authenticode.run.reuse.CacheUse;
import io.github.authenticode.run.reuse.Offer;
import io.github.authenticode.run.reuse.Recipe;
import io.github.authenticode.run.reuse.TwinUse;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.staging.StagedFile;
import io.github.authenticode.run.work.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes some files of a plan all the way to their outcome, trying again those whose failure may pass. */
final class BatchSigner {
    private final RunScope scope;
    private final Admission admission;
    private final EngineCall engine;
    private final CacheUse cache;
    private final TwinUse twins;
    private final Conclusion conclusion;
    private final Retry retry = Retry.DEFAULT;

    BatchSigner(RunScope scope) {
        this.scope = scope;
        this.admission = new Admission(
                scope.plan().options(),
                scope.judge(),
                new Foreigners(
                        Ownership.of(scope.plan(), scope.engine()),
                        new Judge(scope.judge().verifier().ofSoundness())),
                scope.journal(),
                scope.surroundings().disk(),
                scope.surroundings().clock());
        this.engine = new EngineCall(scope.engine());
        Recipe recipe = Recipe.of(scope.plan(), scope.engine(), scope.thrift().recipe());
        this.cache = new CacheUse(
                scope.thrift(),
                scope.staging(),
                scope.gate(),
                scope.acceptance(),
                new CacheRules(scope.plan().options(), scope.engine().certificate()),
                recipe);
        this.twins = new TwinUse(
                scope.twins(),
                scope.staging(),
                scope.gate(),
                scope.acceptance(),
                scope.thrift().remarks(),
                recipe);
        this.conclusion = new Conclusion(scope, admission, cache, twins);
    }

    /**
     * Signs the files at these places in the plan.
     *
     * @return those that wait until an identical one has been signed
     */
    List<Workers.Later> sign(List<Integer> indexes) throws InterruptedException {
        scope.tally().start(indexes.size());
        List<Candidate> admitted = new ArrayList<>();
        for (int index : indexes) {
            Admission.Decision decision = decide(index);
            if (decision.end().isPresent()) {
                conclusion.end(decision, 0);
            } else {
                admitted.add(decision.candidate());
            }
        }
        return signAdmitted(admitted);
    }

    private Admission.Decision decide(int index) throws InterruptedException {
        PlannedFile file = scope.plan().files().get(index);
        try {
            return admission.decide(index, file);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            Candidate candidate =
                    new Candidate(index, file, scope.surroundings().clock().instant());
            return Admission.Decision.end(candidate, new Outcome.Failed(FileProblems.crashed(file, e)));
        }
    }

    private List<Workers.Later> signAdmitted(List<Candidate> admitted) throws InterruptedException {
        List<Candidate> batch = new ArrayList<>();
        List<Workers.Later> waiting = new ArrayList<>();
        try {
            for (Candidate candidate : admitted) {
                TwinUse.Standing standing = standing(candidate);
                if (standing instanceof TwinUse.Standing.Waits twin) {
                    waiting.add(new Workers.Later(twin.until(), () -> resume(candidate)));
                } else if (standing instanceof TwinUse.Standing.Copied copied) {
                    adopt(copied.offer());
                } else if (standing instanceof TwinUse.Standing.Hopeless hopeless) {
                    conclusion.end(Admission.Decision.end(candidate, hopeless.end()), 0);
                } else if (!isServed(candidate)) {
                    batch.add(candidate);
                }
            }
            scope.tally().rest(waiting.size());
            attempt(batch, 1);
        } finally {
            twins.release(admitted);
        }
        return waiting;
    }

    private TwinUse.Standing standing(Candidate candidate) throws InterruptedException {
        try {
            return twins.of(candidate);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return new TwinUse.Standing.Hopeless(new Outcome.Failed(FileProblems.crashed(candidate.file(), e)));
        }
    }

    private List<Workers.Later> resume(Candidate candidate) throws InterruptedException {
        scope.tally().start(1);
        return signAdmitted(List.of(candidate));
    }

    private boolean isServed(Candidate candidate) throws InterruptedException {
        Optional<Offer> offer = cache.offer(candidate);
        if (offer.isPresent()) {
            adopt(offer.get());
        }
        return offer.isPresent();
    }

    private void adopt(Offer offer) throws InterruptedException {
        conclusion.adopt(offer);
        Leftovers.removeIfPossible(offer.staged()::close);
    }

    private void attempt(List<Candidate> batch, int attempt) throws InterruptedException {
        List<StagedFile> staged = new ArrayList<>();
        for (Candidate candidate : batch) {
            stage(candidate, attempt).ifPresent(staged::add);
        }
        List<Attempt> answers = engine.sign(staged, attempt);
        if (answers.size() < staged.size()) {
            attemptOneByOne(staged, attempt);
            return;
        }
        List<Candidate> again = new ArrayList<>();
        for (int i = 0; i < staged.size(); i++) {
            StagedFile copy = staged.get(i);
            if (isWorthAnotherTry(answers.get(i), attempt)) {
                again.add(copy.candidate());
            } else {
                conclusion.conclude(copy, answers.get(i), attempt);
            }
            // A retry starts from a new copy: this one may be half written.
            Leftovers.removeIfPossible(copy::close);
        }
        tryAgain(again, attempt, staged.size());
    }

    /** So that the file that makes the engine crash is the only one that fails. */
    private void attemptOneByOne(List<StagedFile> staged, int attempt) throws InterruptedException {
        staged.forEach(copy -> Leftovers.removeIfPossible(copy::close));
        for (StagedFile copy : staged) {
            attempt(List.of(copy.candidate()), attempt);
        }
    }

    private Optional<StagedFile> stage(Candidate candidate, int attempt) throws InterruptedException {
        Problem problem;
        try {
            Optional<StagedFile> copy = scope.staging().copy(candidate, String.valueOf(attempt));
            if (copy.isPresent()) {
                return copy;
            }
            Optional<Admission.Decision> meanwhile = admission.doneMeanwhile(candidate);
            if (meanwhile.isPresent()) {
                conclusion.end(meanwhile.get(), attempt - 1);
                return Optional.empty();
            }
            problem = FileProblems.changed(candidate.file());
        } catch (IOException e) {
            problem = FileProblems.of(candidate.file(), e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            problem = FileProblems.crashed(candidate.file(), e);
        }
        conclusion.end(Admission.Decision.end(candidate, new Outcome.Failed(problem)), attempt - 1);
        return Optional.empty();
    }

    private boolean isWorthAnotherTry(Attempt answer, int attempt) {
        return answer instanceof Attempt.Failed failed && failed.retryable() && retry.allowedAfter(attempt);
    }

    private void tryAgain(List<Candidate> again, int attempt, int batchSize) throws InterruptedException {
        if (again.isEmpty()) {
            return;
        }
        scope.surroundings().sleeper().sleep(retry.delayAfter(attempt));
        for (List<Candidate> batch : Batches.of(again, retry.nextBatchSize(batchSize))) {
            attempt(batch, attempt + 1);
        }
    }
}
