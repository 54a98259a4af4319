package io.github.authenticode.run.reuse;

import io.github.authenticode.concurrent.SingleFlight.State;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.reuse.BuildSignatures.Signed;
import io.github.authenticode.run.staging.Inspection;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.staging.StagedFile;
import io.github.authenticode.run.work.RunLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The signatures of identical files: one of them is signed, and the others are made from it. Same content, same recipe,
 * same signed file, whatever the format. What is copied is judged like the work of an engine.
 */
public final class IdenticalFiles implements SignatureSource {
    /** So many identical files are given to the engine, one after the other, before all of them have failed. */
    static final int TRIES = 2;

    private final BuildSignatures build;
    private final CopyCheck copies;
    private final SignatureKey recipe;
    private final RunLog runLog;
    private final Map<Integer, Duty> duties = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Failure> failures = new ConcurrentHashMap<>();

    public IdenticalFiles(BuildSignatures build, CopyCheck copies, SignatureKey recipe, RunLog runLog) {
        this.build = build;
        this.copies = copies;
        this.recipe = recipe;
        this.runLog = runLog;
    }

    /** The duty of a file of this run that others of this content, in the whole build, wait for. */
    private record Duty(String key, State.First<Signed> first) {}

    /** Refusals, by the engine or by the verifier, of files with one content. */
    private record Failure(int count, PlannedFile file, Outcome.Failed end) {
        private Failure(PlannedFile file, Outcome.Failed end) {
            this(1, file, end);
        }

        private Failure and(Failure next) {
            return new Failure(count + 1, next.file, next.end);
        }
    }

    @Override
    public Optional<Found> find(FileTask task) throws InterruptedException {
        String key = recipe.key(task);
        while (true) {
            State<Signed> state = build.known().ask(key);
            if (state instanceof State.First<Signed> first) {
                return first(task, key, first);
            }
            if (state instanceof State.UnderWay<Signed> other) {
                return Optional.of(new Found.Later(other.end()));
            }
            if (state instanceof State.Made<Signed> made) {
                Optional<Found> copy = copy(task, made.value());
                if (copy.isPresent()) {
                    return copy;
                }
                build.known().forget(key, made.value());
            }
        }
    }

    private Optional<Found> first(FileTask task, String key, State.First<Signed> first) {
        Failure failure = failures.get(key);
        if (failure != null && failure.count() >= TRIES) {
            first.close();
            return Optional.of(new Found.Hopeless(asOf(failure, task.file())));
        }
        duties.put(task.index(), new Duty(key, first));
        return Optional.empty();
    }

    private static Outcome.Failed asOf(Failure failure, PlannedFile file) {
        String why = file.name() + " has the same content as " + failure.file().name() + ", which failed. ";
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : failure.end().problems()) {
            problems.add(problem.withCause(why + problem.cause()));
        }
        return new Outcome.Failed(problems, failure.end().verdict());
    }

    private Optional<Found> copy(FileTask task, Signed twin) throws InterruptedException {
        StagedFile copy;
        try {
            copy = copies.staging().copy(task, twin.file(), "twin");
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return notCopied(task, twin, FileProblems.evidence(e));
        }
        Optional<Found> found = Optional.empty();
        try {
            found = judged(copy, twin);
        } finally {
            if (found.isEmpty()) {
                Leftovers.removeIfPossible(copy::close);
            }
        }
        return found;
    }

    private Optional<Found> judged(StagedFile copy, Signed twin) throws InterruptedException {
        FileTask task = copy.task();
        Inspection inspection;
        try {
            inspection = copies.gate().inspect(copy);
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return notCopied(task, twin, FileProblems.evidence(e));
        }
        if (!inspection.content().sha256().equals(twin.sha256())) {
            return notCopied(task, twin, "it has changed since it was signed");
        }
        Optional<Problem> objection = copies.acceptance()
                .objection(task, inspection.content(), inspection.verdict())
                .or(() -> inspection.originalIsSame() ? inspection.loss() : Optional.empty());
        return objection.isPresent()
                ? notCopied(task, twin, objection.get().cause())
                : Optional.of(new Found.Copy(inspection, twin.operations(), SignatureOrigin.IDENTICAL_FILE));
    }

    private Optional<Found> notCopied(FileTask task, Signed twin, String why) {
        runLog.debug(task.file().name() + " is not made from " + twin.file() + ", which had the same content: " + why);
        return Optional.empty();
    }

    @Override
    public void signed(FileTask task, SigningRecord made) {
        Signed signed = new Signed(task.file().path(), made.after(), made.operations());
        String key = recipe.key(task.file().format(), made.before());
        Duty duty = duties.get(task.index());
        if (duty != null && duty.key().equals(key)) {
            duty.first().made(signed);
        } else {
            build.known().learn(key, signed);
        }
    }

    @Override
    public void failed(FileTask task, Outcome.Failed end) {
        failures.merge(recipe.key(task), new Failure(task.file(), end), Failure::and);
    }

    /** Others that are identical need not wait for it any longer. */
    @Override
    public void release(FileTask task) {
        Duty duty = duties.remove(task.index());
        if (duty != null) {
            duty.first().close();
        }
    }
}
