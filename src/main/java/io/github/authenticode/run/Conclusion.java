package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.Candidate;
import io.github.authenticode.run.file.Elapsed;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Origin;
import io.github.authenticode.run.file.OtherNames;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.gate.Acceptance;
import io.github.authenticode.run.gate.Gate;
import io.github.authenticode.run.reuse.CacheUse;
import io.github.authenticode.run.reuse.Journal;
import io.github.authenticode.run.reuse.JournalRecord;
import io.github.authenticode.run.reuse.Offer;
import io.github.authenticode.run.reuse.TwinUse;
import io.github.authenticode.run.staging.Inspection;
import io.github.authenticode.run.staging.Replacement;
import io.github.authenticode.run.staging.StagedFile;
import io.github.authenticode.run.work.Remarks;
import io.github.authenticode.run.work.Tally;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns an engine's last word on a file into the outcome, which is up to the gate, and records it. */
final class Conclusion {
    private final Gate gate;
    private final Acceptance acceptance;
    private final Admission admission;
    private final CacheUse cache;
    private final TwinUse twins;
    private final Journal journal;
    private final Replacement replacement;
    private final Tally<FileResult> tally;
    private final Clock clock;
    private final List<PlannedFile> planned;
    private final Remarks remarks;

    Conclusion(RunScope scope, Admission admission, CacheUse cache, TwinUse twins) {
        this.gate = scope.gate();
        this.acceptance = scope.acceptance();
        this.admission = admission;
        this.cache = cache;
        this.twins = twins;
        this.journal = scope.journal();
        this.clock = scope.surroundings().clock();
        this.replacement = new Replacement(scope.surroundings().disk(), clock, scope.turn());
        this.tally = scope.tally();
        this.planned = scope.plan().files();
        this.remarks = scope.thrift().remarks();
    }

    /** Judges a copy, replaces the original if the copy is good, and ends the file. */
    void conclude(StagedFile staged, Attempt answer, int attempts) throws InterruptedException {
        if (answer instanceof Attempt.Failed failed) {
            Outcome.Failed end = new Outcome.Failed(failed.problem());
            twins.failed(staged.candidate(), end);
            end(Admission.Decision.end(staged.candidate(), end), attempts);
            return;
        }
        List<String> operations = answer instanceof Attempt.Done done ? done.operations() : List.of();
        Work work = new Work(staged.candidate(), attempts, operations, Origin.ENGINE);
        try {
            Inspection inspection = gate.inspect(staged);
            List<Problem> problems = problems(inspection);
            if (!problems.isEmpty()) {
                Outcome.Failed end = new Outcome.Failed(problems, Optional.of(inspection.verdict()));
                twins.failed(staged.candidate(), end);
                record(work, end);
                return;
            }
            if (inspection.originalIsSame()) {
                cache.keep(inspection, operations);
            }
            replace(work, inspection);
        } catch (IOException e) {
            record(work, new Outcome.Failed(FileProblems.of(staged.file(), e)));
        }
    }

    /** That the content is not what it was is said beside what the verifier says; of another content, nothing can be said. */
    private List<Problem> problems(Inspection inspection) {
        List<Problem> problems = new ArrayList<>();
        acceptance
                .objection(inspection.candidate(), inspection.content(), inspection.verdict())
                .ifPresent(problems::add);
        if (inspection.originalIsSame() && (inspection.comparable() || problems.isEmpty())) {
            inspection.loss().ifPresent(problems::add);
        }
        return problems;
    }

    /** Replaces the original by a copy that no engine signed, and ends the file. */
    void adopt(Offer offer) throws InterruptedException {
        Candidate candidate = offer.inspection().candidate();
        Work work = new Work(candidate, 0, offer.operations(), offer.origin());
        try {
            replace(work, offer.inspection());
        } catch (IOException e) {
            Problem problem = FileProblems.of(candidate.file(), e);
            record(work, failed(problem, offer.inspection().verdict()));
        }
    }

    /** How a file came to be signed. */
    private record Work(Candidate candidate, int attempts, List<String> operations, Origin origin) {}

    private void replace(Work work, Inspection passed) throws IOException, InterruptedException {
        Candidate candidate = work.candidate();
        Fingerprint content = passed.content();
        journal.announce(new JournalRecord(
                candidate.file().name(),
                candidate.before().map(Fingerprint::sha256).orElse(""),
                content.sha256(),
                work.attempts(),
                Elapsed.since(candidate.began(), clock),
                work.operations()));
        Optional<String> otherNames = OtherNames.warning(candidate.file(), planned);
        if (replacement.replace(passed)) {
            journal.done();
            tell(passed.staged());
            otherNames.ifPresent(remarks::warn);
            record(
                    work,
                    new Outcome.Signed(passed.verdict(), work.origin(), candidate.replaced()),
                    Optional.of(content));
            twins.signed(candidate, content, work.operations());
            return;
        }
        Optional<Admission.Decision> meanwhile = admission.doneMeanwhile(candidate);
        if (meanwhile.isPresent()) {
            end(meanwhile.get(), work.attempts());
        } else {
            record(work, failed(FileProblems.changed(candidate.file()), passed.verdict()));
        }
    }

    /** What was done to the file beyond signing it. */
    private void tell(StagedFile staged) {
        staged.repair().ifPresent(repair -> {
            String text = staged.file().name() + ": " + repair.deed();
            if (repair.asked()) {
                remarks.warn(text);
            } else {
                remarks.note(text);
            }
        });
    }

    private static Outcome.Failed failed(Problem problem, Verdict verdict) {
        return new Outcome.Failed(List.of(problem), Optional.of(verdict));
    }

    private void record(Work work, Outcome outcome) throws InterruptedException {
        Path original = work.candidate().file().path();
        record(work, outcome, Fingerprint.ifReadable(original));
    }

    /** @param now what the file has; not what is found there, where it is known what was put there */
    private void record(Work work, Outcome outcome, Optional<Fingerprint> now) {
        record(work.candidate(), outcome, new Effort(work.attempts(), work.operations()), now);
    }

    /** Records how a file ended of which the engine's last word is not needed. */
    void end(Admission.Decision decision, int attempts) throws InterruptedException {
        Candidate candidate = decision.candidate();
        Outcome outcome = decision.end().orElseThrow();
        if (decision.earlier().isEmpty()) {
            Optional<Fingerprint> now = outcome instanceof Outcome.Skipped || outcome instanceof Outcome.Kept
                    ? candidate.before()
                    : Fingerprint.ifReadable(candidate.file().path());
            record(candidate, outcome, new Effort(attempts, List.of()), now);
            return;
        }
        JournalRecord earlier = decision.earlier().get();
        twins.signedEarlier(candidate, earlier);
        tally.add(
                candidate.index(),
                new FileResult(
                        candidate.file(),
                        candidate.before().map(Fingerprint::size).orElse(0L),
                        Optional.of(earlier.before()),
                        candidate.before().map(Fingerprint::sha256),
                        earlier.attempts(),
                        earlier.operations(),
                        earlier.duration(),
                        outcome));
    }

    /** What an engine did for a file. */
    private record Effort(int attempts, List<String> operations) {}

    private void record(Candidate candidate, Outcome outcome, Effort effort, Optional<Fingerprint> now) {
        tally.add(
                candidate.index(),
                new FileResult(
                        candidate.file(),
                        now.map(Fingerprint::size).orElse(0L),
                        candidate.before().map(Fingerprint::sha256),
                        now.map(Fingerprint::sha256),
                        effort.attempts(),
                        effort.operations(),
                        Elapsed.since(candidate.began(), clock),
                        outcome));
    }
}
