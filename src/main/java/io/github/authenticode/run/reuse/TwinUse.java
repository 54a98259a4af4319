package io.github.authenticode.run.reuse;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.Candidate;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Origin;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.gate.Acceptance;
import io.github.authenticode.run.gate.Gate;
import io.github.authenticode.run.reuse.Twins.Source;
import io.github.authenticode.run.staging.Inspection;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.staging.StagedFile;
import io.github.authenticode.run.staging.Staging;
import io.github.authenticode.run.work.Remarks;
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
public final class TwinUse {
    /** So many identical files are given to the engine, one after the other, before all of them have failed. */
    static final int TRIES = 2;

    private final Twins twins;
    private final Staging staging;
    private final Remarks remarks;
    private final Recipe recipe;
    private final Acceptance acceptance;
    private final Gate gate;
    private final Map<Integer, Twins.First> firsts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Failure> failures = new ConcurrentHashMap<>();

    public TwinUse(Twins twins, Staging staging, Gate gate, Acceptance acceptance, Remarks remarks, Recipe recipe) {
        this.twins = twins;
        this.staging = staging;
        this.gate = gate;
        this.acceptance = acceptance;
        this.remarks = remarks;
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
        record Copied(Offer offer) implements Standing {}

        /** Enough of them could not be signed. */
        record Hopeless(Outcome.Failed end) implements Standing {}
    }

    /** How this file stands now; without waiting for anything. */
    public Standing of(Candidate candidate) throws InterruptedException {
        String key = recipe.key(candidate);
        while (true) {
            Source source = twins.ask(key);
            if (source instanceof Source.UnderWay other) {
                return new Standing.Waits(other.end());
            }
            if (source instanceof Twins.First first) {
                return first(candidate, key, first);
            }
            Twins.Signed twin = ((Source.Done) source).twin();
            Optional<Offer> offer = copy(candidate, twin);
            if (offer.isPresent()) {
                return new Standing.Copied(offer.get());
            }
            twins.forget(key, twin);
        }
    }

    private Standing first(Candidate candidate, String key, Twins.First first) {
        Failure failure = failures.get(key);
        if (failure != null && failure.count() >= TRIES) {
            first.close();
            return new Standing.Hopeless(asOf(failure, candidate.file()));
        }
        firsts.put(candidate.index(), first);
        return new Standing.First();
    }

    private static Outcome.Failed asOf(Failure failure, PlannedFile file) {
        String why = file.name() + " has the same content as " + failure.file().name() + ", which failed. ";
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : failure.end().problems()) {
            problems.add(new Problem(problem.id(), why + problem.cause(), problem.remedy(), problem.evidence()));
        }
        return new Outcome.Failed(problems, failure.end().verdict());
    }

    private Optional<Offer> copy(Candidate candidate, Twins.Signed twin) throws InterruptedException {
        StagedFile copy;
        try {
            copy = staging.copy(candidate, twin.file(), "twin");
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return notCopied(candidate, twin, FileProblems.evidence(e));
        }
        Optional<Offer> offer = Optional.empty();
        try {
            offer = offer(copy, twin);
        } finally {
            if (offer.isEmpty()) {
                Leftovers.removeIfPossible(copy::close);
            }
        }
        return offer;
    }

    private Optional<Offer> offer(StagedFile copy, Twins.Signed twin) throws InterruptedException {
        Candidate candidate = copy.candidate();
        Inspection inspection;
        try {
            inspection = gate.inspect(copy);
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return notCopied(candidate, twin, FileProblems.evidence(e));
        }
        if (!inspection.content().equals(twin.content())) {
            return notCopied(candidate, twin, "it has changed since it was signed");
        }
        Optional<Problem> objection = acceptance
                .objection(candidate, twin.content(), inspection.verdict())
                .or(() -> inspection.originalIsSame() ? inspection.loss() : Optional.empty());
        return objection.isPresent()
                ? notCopied(candidate, twin, objection.get().cause())
                : Optional.of(new Offer(inspection, twin.operations(), Origin.IDENTICAL_FILE));
    }

    private Optional<Offer> notCopied(Candidate candidate, Twins.Signed twin, String why) {
        remarks.debug(
                candidate.file().name() + " is not made from " + twin.file() + ", which had the same content: " + why);
        return Optional.empty();
    }

    /** The file was signed by a run that ended early. */
    public void signedEarlier(Candidate candidate, JournalRecord record) {
        PlannedFile file = candidate.file();
        candidate
                .before()
                .map(now -> new Twins.Signed(file.path(), now, record.operations()))
                .ifPresent(signed -> twins.learn(recipe.key(file.format(), record.before()), signed));
    }

    /** The file has been signed. */
    public void signed(Candidate candidate, Fingerprint now, List<String> operations) {
        Twins.First first = firsts.remove(candidate.index());
        if (first != null) {
            first.signed(new Twins.Signed(candidate.file().path(), now, operations));
        }
    }

    /** The engine gave the file up, or the verifier refuses what it made. */
    public void failed(Candidate candidate, Outcome.Failed end) {
        failures.merge(recipe.key(candidate), new Failure(candidate.file(), end), Failure::and);
    }

    /** Whatever became of these files, others that are identical need not wait for them any longer. */
    public void release(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            Twins.First first = firsts.remove(candidate.index());
            if (first != null) {
                first.close();
            }
        }
    }
}
