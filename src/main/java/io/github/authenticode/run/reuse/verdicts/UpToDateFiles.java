package io.github.authenticode.run.reuse.verdicts;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.run.file.Elapsed;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.work.Workers;
import io.github.authenticode.verify.verdict.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Files that the verifier accepted lately: one that did not change is not verified, and a build in which none did opens
 * no key and reads no trusted roots. The content of every file is still read and must have the same SHA-256. It is
 * believed for a day at most, not beyond the next expiry of a certificate in it, and not if it comes from the future.
 */
public final class UpToDateFiles {
    /** As long as a list of revoked certificates usually holds. */
    static final Duration BELIEVED = Duration.ofHours(24);

    private final SigningPlan plan;
    private final ChecksummedFile memory;
    private final Clock clock;
    private final Instant began;

    private UpToDateFiles(SigningPlan plan, ChecksummedFile memory, Clock clock) {
        this.plan = plan;
        this.memory = memory;
        this.clock = clock;
        this.began = clock.instant();
    }

    /**
     * For one plan.
     *
     * @param version of this plugin
     */
    public static UpToDateFiles of(SigningPlan plan, String version, Clock clock) throws InterruptedException {
        String conditions = VerdictKey.of(plan, version);
        return new UpToDateFiles(plan, new ChecksummedFile(plan.workFolder(), conditions), clock);
    }

    /**
     * The files that need not be signed or verified, and all that is known of them.
     *
     * @param engine of the run that accepted the last of them
     * @param trustSources whose roots the verifier trusted then
     * @param results by place in the plan; at least one
     * @param since the earliest instant at which one of them was accepted
     */
    public record Known(
            String engine, List<String> trustSources, SortedMap<Integer, FileResult> results, Instant since) {
        /** Whether these are all files of the plan. */
        public boolean isAllOf(SigningPlan plan) {
            return results.size() == plan.files().size();
        }
    }

    /** The files that did not change, and that it is not time to verify again; empty if there are none. */
    public Optional<Known> find() throws InterruptedException {
        Optional<AcceptedFiles> remembered = memory.read();
        if (remembered.isEmpty()) {
            return Optional.empty();
        }
        AcceptedFiles run = remembered.get();
        SortedMap<Integer, FileResult> results = unchanged(believed(run));
        return results.values().stream()
                .flatMap(result -> judged(result.outcome()).stream())
                .min(Comparator.naturalOrder())
                .map(first -> new Known(run.engine(), run.trustSources(), results, first));
    }

    /** By place in the plan. Many files are read at a time: nothing else is done with them. */
    private SortedMap<Integer, FileResult> unchanged(Map<String, AcceptedFiles.Entry> believed)
            throws InterruptedException {
        SortedMap<Integer, FileResult> results = new ConcurrentSkipListMap<>();
        List<Workers.Work> tasks = new ArrayList<>();
        for (int i = 0; i < plan.files().size(); i++) {
            int index = i;
            PlannedFile planned = plan.files().get(i);
            Optional.ofNullable(believed.get(nameOf(planned)))
                    .ifPresent(entry -> tasks.add(() -> {
                        result(planned, entry).ifPresent(same -> results.put(index, same));
                        return List.of();
                    }));
        }
        Workers.run(Runtime.getRuntime().availableProcessors(), tasks);
        return results;
    }

    private Map<String, AcceptedFiles.Entry> believed(AcceptedFiles remembered) {
        Instant now = clock.instant();
        Map<String, AcceptedFiles.Entry> believed = new HashMap<>();
        remembered.entries().stream().filter(e -> e.isBelieved(now)).forEach(e -> believed.put(e.file(), e));
        return believed;
    }

    /** As what the verifier read it, too. */
    private static String nameOf(PlannedFile file) {
        return file.path() + "\n" + file.name() + "\n" + file.format();
    }

    private Optional<FileResult> result(PlannedFile planned, AcceptedFiles.Entry entry) throws InterruptedException {
        Instant now = clock.instant();
        Optional<Fingerprint> content =
                Fingerprint.ifReadable(planned.path()).filter(c -> c.sha256().equals(entry.sha256()));
        return content.map(same -> new FileResult(
                planned,
                same.size(),
                Optional.of(same.sha256()),
                Optional.of(same.sha256()),
                0,
                List.of(),
                Elapsed.since(now, clock),
                outcome(entry)));
    }

    private static Outcome outcome(AcceptedFiles.Entry entry) {
        Optional<Instant> judged = Optional.of(entry.accepted());
        return entry.other()
                .<Outcome>map(publisher -> new Outcome.Kept(entry.verdict(), publisher, judged))
                .orElseGet(() -> new Outcome.Skipped(entry.verdict(), judged));
    }

    private static Optional<Instant> judged(Outcome outcome) {
        if (outcome instanceof Outcome.Kept kept) {
            return kept.judged();
        }
        return outcome instanceof Outcome.Skipped skipped ? skipped.judged() : Optional.empty();
    }

    /**
     * Remembers the results of a run in which every file is good, beside those that other executions have accepted. Of
     * a run with a failure nothing is remembered: what it has signed is in the journal, from which the next one goes
     * on. What cannot be written is not remembered.
     */
    public void remember(String engine, List<String> trustSources, List<FileResult> results) {
        Map<String, AcceptedFiles.Entry> entries = new TreeMap<>();
        results.forEach(r -> entry(r).ifPresent(e -> entries.put(e.file(), e)));
        if (entries.size() == plan.files().size()) {
            Leftovers.removeIfPossible(() -> memory.write(before -> {
                before.map(this::believed).ifPresent(others -> others.forEach(entries::putIfAbsent));
                return new AcceptedFiles(engine, trustSources, List.copyOf(entries.values()));
            }));
        }
    }

    private Optional<AcceptedFiles.Entry> entry(FileResult result) {
        Instant when = judged(result.outcome()).orElse(began);
        if (result.outcome() instanceof Outcome.Signed signed
                && signed.verdict().isTrusted()) {
            return Optional.of(entry(result, when, signed.verdict(), Optional.empty()));
        }
        if (result.outcome() instanceof Outcome.Kept kept && kept.verdict().isTrusted()) {
            return Optional.of(entry(result, when, kept.verdict(), Optional.of(kept.publisher())));
        }
        return result.outcome() instanceof Outcome.Skipped skipped
                ? Optional.of(entry(result, when, skipped.verdict(), Optional.empty()))
                : Optional.empty();
    }

    private static AcceptedFiles.Entry entry(
            FileResult result, Instant accepted, Verdict verdict, Optional<String> other) {
        String sha256 = result.sha256After().orElse("");
        return AcceptedFiles.Entry.of(nameOf(result.file()), sha256, accepted, BELIEVED, verdict, other);
    }
}
