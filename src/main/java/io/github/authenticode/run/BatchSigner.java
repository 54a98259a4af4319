package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.GuardedVerifier;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.gate.ForeignSignatures;
import io.github.authenticode.run.gate.OwnPublisher;
import io.github.authenticode.run.reuse.SignatureSource.Found;
import io.github.authenticode.run.reuse.SignatureSources;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.staging.StagedFile;
import io.github.authenticode.run.work.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signer of some files of a plan: it takes them all the way to their outcome, trying again those whose failure may
 * pass.
 */
final class BatchSigner {
    private final RunContext context;
    private final Preflight preflight;
    private final EngineCall engine;
    private final SignatureSources sources;
    private final Commit commit;
    private final RetryPolicy retry = RetryPolicy.DEFAULT;

    BatchSigner(RunContext context) {
        this.context = context;
        this.sources = context.sources();
        this.preflight = new Preflight(
                context.plan().options(),
                context.judge(),
                new ForeignSignatures(
                        OwnPublisher.of(context.plan(), context.engine()),
                        new GuardedVerifier(context.judge().verifier().ofSoundness())),
                sources.earlierRuns(),
                context.system().disk(),
                context.system().clock());
        this.engine = new EngineCall(context.engine());
        this.commit = new Commit(context, preflight, sources);
    }

    /**
     * Signs the files at these places in the plan.
     *
     * @return those that wait until an identical one has been signed
     */
    List<Workers.Later> sign(List<Integer> indexes) throws InterruptedException {
        context.collector().start(indexes.size());
        List<FileTask> admitted = new ArrayList<>();
        for (int index : indexes) {
            Preflight.Decision decision = decide(index);
            if (decision.end().isPresent()) {
                commit.end(decision, 0);
            } else {
                admitted.add(decision.task());
            }
        }
        return signAdmitted(admitted);
    }

    private Preflight.Decision decide(int index) throws InterruptedException {
        PlannedFile file = context.plan().files().get(index);
        try {
            return preflight.decide(index, file);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            FileTask task = new FileTask(index, file, context.system().clock().instant());
            return Preflight.Decision.end(task, new Outcome.Failed(FileProblems.crashed(file, e)));
        }
    }

    private List<Workers.Later> signAdmitted(List<FileTask> admitted) throws InterruptedException {
        List<FileTask> batch = new ArrayList<>();
        List<Workers.Later> waiting = new ArrayList<>();
        try {
            for (FileTask task : admitted) {
                Optional<Found> found = find(task);
                if (found.isEmpty()) {
                    batch.add(task);
                } else if (found.get() instanceof Found.Later other) {
                    waiting.add(new Workers.Later(other.end(), () -> resume(task)));
                } else {
                    take(task, found.get());
                }
            }
            context.collector().rest(waiting.size());
            attempt(batch, 1);
        } finally {
            sources.release(admitted);
        }
        return waiting;
    }

    private Optional<Found> find(FileTask task) throws InterruptedException {
        try {
            return sources.find(task);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return Optional.of(new Found.Hopeless(new Outcome.Failed(FileProblems.crashed(task.file(), e))));
        }
    }

    /** Ends a file by what another source than the engine has for it. */
    private void take(FileTask task, Found found) throws InterruptedException {
        if (found instanceof Found.Copy copy) {
            commit.adopt(copy);
            Leftovers.removeIfPossible(copy.inspection().staged()::close);
        } else if (found instanceof Found.Hopeless hopeless) {
            commit.end(Preflight.Decision.end(task, hopeless.end()), 0);
        } else if (found instanceof Found.InPlace done) {
            commit.end(Preflight.Decision.done(task, done), 0);
        }
    }

    private List<Workers.Later> resume(FileTask task) throws InterruptedException {
        context.collector().start(1);
        return signAdmitted(List.of(task));
    }

    private void attempt(List<FileTask> batch, int attempt) throws InterruptedException {
        List<StagedFile> staged = new ArrayList<>();
        for (FileTask task : batch) {
            stage(task, attempt).ifPresent(staged::add);
        }
        List<Attempt> answers = engine.sign(staged, attempt);
        if (answers.size() < staged.size()) {
            attemptOneByOne(staged, attempt);
            return;
        }
        List<FileTask> again = new ArrayList<>();
        for (int i = 0; i < staged.size(); i++) {
            StagedFile copy = staged.get(i);
            if (isWorthAnotherTry(answers.get(i), attempt)) {
                again.add(copy.task());
            } else {
                commit.conclude(copy, answers.get(i), attempt);
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
            attempt(List.of(copy.task()), attempt);
        }
    }

    private Optional<StagedFile> stage(FileTask task, int attempt) throws InterruptedException {
        Problem problem;
        try {
            Optional<StagedFile> copy = context.staging().copy(task, String.valueOf(attempt));
            if (copy.isPresent()) {
                return copy;
            }
            Optional<Preflight.Decision> meanwhile = preflight.doneMeanwhile(task);
            if (meanwhile.isPresent()) {
                commit.end(meanwhile.get(), attempt - 1);
                return Optional.empty();
            }
            problem = FileProblems.changed(task.file());
        } catch (IOException e) {
            problem = FileProblems.of(task.file(), e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            problem = FileProblems.crashed(task.file(), e);
        }
        commit.end(Preflight.Decision.end(task, new Outcome.Failed(problem)), attempt - 1);
        return Optional.empty();
    }

    private boolean isWorthAnotherTry(Attempt answer, int attempt) {
        return answer instanceof Attempt.Failed failed && failed.retryable() && retry.allowedAfter(attempt);
    }

    private void tryAgain(List<FileTask> again, int attempt, int batchSize) throws InterruptedException {
        if (again.isEmpty()) {
            return;
        }
        context.system().sleeper().sleep(retry.delayAfter(attempt));
        for (List<FileTask> batch : Batches.of(again, retry.nextBatchSize(batchSize))) {
            attempt(batch, attempt + 1);
        }
    }
}
