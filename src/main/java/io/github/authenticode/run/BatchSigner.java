package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Attempt;
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
    private final Conclusion conclusion;
    private final Retry retry = Retry.DEFAULT;

    BatchSigner(RunScope scope) {
        this.scope = scope;
        this.admission = new Admission(
                scope.plan().options().existingSignature(),
                scope.judge(),
                scope.journal(),
                scope.surroundings().disk(),
                scope.surroundings().clock());
        this.engine = new EngineCall(scope.engine());
        this.cache = new CacheUse(scope);
        this.conclusion = new Conclusion(scope, admission, cache);
    }

    /** Signs the files at these places in the plan. */
    void sign(List<Integer> indexes) throws InterruptedException {
        scope.tally().start(indexes.size());
        List<Candidate> admitted = new ArrayList<>();
        for (int index : indexes) {
            Admission.Decision decision =
                    admission.decide(index, scope.plan().files().get(index));
            if (decision.end().isPresent()) {
                conclusion.end(decision, 0);
            } else if (!isServed(decision.candidate())) {
                admitted.add(decision.candidate());
            }
        }
        attempt(admitted, 1);
    }

    private boolean isServed(Candidate candidate) throws InterruptedException {
        Optional<CacheUse.Offer> offer = cache.offer(candidate);
        if (offer.isPresent()) {
            conclusion.adopt(offer.get());
            Leftovers.removeIfPossible(offer.get().staged()::close);
        }
        return offer.isPresent();
    }

    private void attempt(List<Candidate> batch, int attempt) throws InterruptedException {
        List<StagedFile> staged = new ArrayList<>();
        for (Candidate candidate : batch) {
            stage(candidate, attempt).ifPresent(staged::add);
        }
        List<Attempt> answers = engine.sign(staged, attempt);
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

    private Optional<StagedFile> stage(Candidate candidate, int attempt) throws InterruptedException {
        Problem problem;
        try {
            Optional<StagedFile> copy = scope.stage(candidate, String.valueOf(attempt));
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
