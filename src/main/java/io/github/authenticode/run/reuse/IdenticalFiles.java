package io.github.authenticode.run.reuse;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.gate.AcceptanceCheck;
import io.github.authenticode.run.gate.Gate;
import io.github.authenticode.run.reuse.SingleFlight.Source;
import io.github.authenticode.run.staging.Inspection;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.staging.StagedFile;
import io.github.authenticode.run.staging.Staging;
import io.github.authenticode.run.work.RunLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Has one of several identical files signed, and the others made from it: same content, same recipe, same signed file, whatever the
 * format. What is copied is judged like the work of an engine.
 */
public final class IdenticalFiles {
    /** So many identical files are given to the engine, one after the other, before all of them have failed. */
    static final int TRIES = 2;

    private final SingleFlight singleFlight;
    private final Staging staging;
    private final RunLog runLog;
    private final SignatureKey recipe;
    private final AcceptanceCheck acceptance;
    private final Gate gate;
    private final Map<Integer, SingleFlight.First> firsts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Failure> failures = new ConcurrentHashMap<>();

    public IdenticalFiles(
            SingleFlight singleFlight,
            Staging staging,
            Gate gate,
            AcceptanceCheck acceptance,
            RunLog runLog,
            SignatureKey recipe) {
        this.singleFlight = singleFlight;
        this.staging = staging;
        this.gate = gate;
        this.acceptance = acceptance;
        this.runLog = runLog;
        this.recipe = recipe;
    }

    /** What the engine or the verifier said of files with one content. */
    private record Failure(int count, PlannedFile file, Outcome.Failed end) {
        private Failure(PlannedFile file, Outcome.Failed end) {
            this(1, file, end);
        }

        private Failure and(Failure next) {
            return new Failure(count + 1, next.file, next.end);
        }
    }

    /** How a file stands to those that are identical to it. */
    public sealed interface Standing {
        /** It is the one to be signed; {@link #release} it afterwards. */
        record First() implements Standing {}

        /** Another one is being signed. */
        record Waits(CompletionStage<?> until) implements Standing {}

        /** Another one has been signed. */
        record Copied(ReusedSignature reused) implements Standing {}

        /** Enough of them could not be signed. */
        record Hopeless(Outcome.Failed end) implements Standing {}
    }

    /** How this file stands now; without waiting for anything. */
    public Standing of(FileTask task) throws InterruptedException {
        String key = recipe.key(task);
        while (true) {
            Source source = singleFlight.ask(key);
            if (source instanceof Source.UnderWay other) {
                return new Standing.Waits(other.end());
            }
            if (source instanceof SingleFlight.First first) {
                return first(task, key, first);
            }
            SingleFlight.Signed twin = ((Source.Done) source).twin();
            Optional<ReusedSignature> reused = copy(task, twin);
            if (reused.isPresent()) {
                return new Standing.Copied(reused.get());
            }
            singleFlight.forget(key, twin);
        }
    }

    private Standing first(FileTask task, String key, SingleFlight.First first) {
        Failure failure = failures.get(key);
        if (failure != null && failure.count() >= TRIES) {
            first.close();
            return new Standing.Hopeless(asOf(failure, task.file()));
        }
        firsts.put(task.index(), first);
        return new Standing.First();
    }

    private static Outcome.Failed asOf(Failure failure, PlannedFile file) {
        String why = file.name() + " has the same content as " + failure.file().name() + ", which failed. ";
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : failure.end().problems()) {
            problems.add(problem.withCause(why + problem.cause()));
        }
        return new Outcome.Failed(problems, failure.end().verdict());
    }

    private Optional<ReusedSignature> copy(FileTask task, SingleFlight.Signed twin) throws InterruptedException {
        StagedFile copy;
        try {
            copy = staging.copy(task, twin.file(), "twin");
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return notCopied(task, twin, FileProblems.evidence(e));
        }
        Optional<ReusedSignature> reused = Optional.empty();
        try {
            reused = reused(copy, twin);
        } finally {
            if (reused.isEmpty()) {
                Leftovers.removeIfPossible(copy::close);
            }
        }
        return reused;
    }

    private Optional<ReusedSignature> reused(StagedFile copy, SingleFlight.Signed twin) throws InterruptedException {
        FileTask task = copy.task();
        Inspection inspection;
        try {
            inspection = gate.inspect(copy);
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return notCopied(task, twin, FileProblems.evidence(e));
        }
        if (!inspection.content().equals(twin.content())) {
            return notCopied(task, twin, "it has changed since it was signed");
        }
        Optional<Problem> objection = acceptance
                .objection(task, twin.content(), inspection.verdict())
                .or(() -> inspection.originalIsSame() ? inspection.loss() : Optional.empty());
        return objection.isPresent()
                ? notCopied(task, twin, objection.get().cause())
                : Optional.of(new ReusedSignature(inspection, twin.operations(), SignatureOrigin.IDENTICAL_FILE));
    }

    private Optional<ReusedSignature> notCopied(FileTask task, SingleFlight.Signed twin, String why) {
        runLog.debug(task.file().name() + " is not made from " + twin.file() + ", which had the same content: " + why);
        return Optional.empty();
    }

    /** The file was signed by a run that ended early. */
    public void signedEarlier(FileTask task, JournalRecord record) {
        PlannedFile file = task.file();
        task.before()
                .map(now -> new SingleFlight.Signed(file.path(), now, record.operations()))
                .ifPresent(signed -> singleFlight.learn(recipe.key(file.format(), record.before()), signed));
    }

    /** The file has been signed. */
    public void signed(FileTask task, Fingerprint now, List<String> operations) {
        SingleFlight.First first = firsts.remove(task.index());
        if (first != null) {
            first.signed(new SingleFlight.Signed(task.file().path(), now, operations));
        }
    }

    /** The engine gave the file up, or the verifier refuses what it made. */
    public void failed(FileTask task, Outcome.Failed end) {
        failures.merge(recipe.key(task), new Failure(task.file(), end), Failure::and);
    }

    /** Whatever became of these files, others that are identical need not wait for them any longer. */
    public void release(List<FileTask> candidates) {
        for (FileTask task : candidates) {
            SingleFlight.First first = firsts.remove(task.index());
            if (first != null) {
                first.close();
            }
        }
    }
}
