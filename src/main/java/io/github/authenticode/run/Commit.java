package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.Elapsed;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.OtherNames;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.gate.AcceptanceCheck;
import io.github.authenticode.run.gate.Gate;
import io.github.authenticode.run.reuse.SignatureSource;
import io.github.authenticode.run.reuse.SignatureSources;
import io.github.authenticode.run.reuse.SignedCopy;
import io.github.authenticode.run.reuse.SigningRecord;
import io.github.authenticode.run.staging.Inspection;
import io.github.authenticode.run.staging.Replacement;
import io.github.authenticode.run.staging.StagedFile;
import io.github.authenticode.run.work.ResultCollector;
import io.github.authenticode.run.work.RunLog;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The step from an engine's last word on a file to its outcome, which is up to the gate, and its record. */
final class Commit {
    private final Gate gate;
    private final AcceptanceCheck acceptance;
    private final Preflight preflight;
    private final SignatureSources sources;
    private final Replacement replacement;
    private final ResultCollector<FileResult> collector;
    private final Clock clock;
    private final List<PlannedFile> planned;
    private final RunLog runLog;

    Commit(RunContext context, Preflight preflight, SignatureSources sources) {
        this.gate = context.gate();
        this.acceptance = context.acceptance();
        this.preflight = preflight;
        this.sources = sources;
        this.clock = context.system().clock();
        this.replacement = new Replacement(context.system().disk(), clock, context.projectLock());
        this.collector = context.collector();
        this.planned = context.plan().files();
        this.runLog = context.reuse().runLog();
    }

    /** Judges a copy, replaces the original if the copy is good, and ends the file. */
    void conclude(StagedFile staged, Attempt answer, int attempts) throws InterruptedException {
        if (answer instanceof Attempt.Failed failed) {
            Outcome.Failed end = new Outcome.Failed(failed.problem());
            sources.failed(staged.task(), end);
            end(Preflight.Decision.end(staged.task(), end), attempts);
            return;
        }
        List<String> operations = answer instanceof Attempt.Done done ? done.operations() : List.of();
        Work work = new Work(staged.task(), attempts, operations, SignatureOrigin.ENGINE);
        try {
            Inspection inspection = gate.inspect(staged);
            List<Problem> problems = problems(inspection);
            if (!problems.isEmpty() && answer instanceof Attempt.Done done) {
                done.doubt().ifPresent(doubt -> problems.add(0, doubt));
            }
            if (!problems.isEmpty()) {
                Outcome.Failed end = new Outcome.Failed(problems, Optional.of(inspection.verdict()));
                sources.failed(staged.task(), end);
                record(work, end);
                return;
            }
            replace(work, inspection);
        } catch (IOException e) {
            record(work, new Outcome.Failed(FileProblems.of(staged.file(), e)));
        }
    }

    /**
     * That the content is not what it was is said beside what the verifier says; of another content, nothing can be
     * said.
     */
    private List<Problem> problems(Inspection inspection) {
        List<Problem> problems = new ArrayList<>();
        acceptance
                .objection(inspection.task(), inspection.content(), inspection.verdict())
                .ifPresent(problems::add);
        if (inspection.originalIsSame() && (inspection.comparable() || problems.isEmpty())) {
            inspection.loss().ifPresent(problems::add);
        }
        return problems;
    }

    /** Replaces the original by a copy that no engine signed, and ends the file. */
    void adopt(SignatureSource.Found.Copy copy) throws InterruptedException {
        FileTask task = copy.inspection().task();
        Work work = new Work(task, 0, copy.operations(), copy.origin());
        try {
            replace(work, copy.inspection());
        } catch (IOException e) {
            Problem problem = FileProblems.of(task.file(), e);
            record(work, failed(problem, copy.inspection().verdict()));
        }
    }

    /** The work by which a file came to be signed. */
    private record Work(FileTask task, int attempts, List<String> operations, SignatureOrigin origin) {}

    private void replace(Work work, Inspection passed) throws IOException, InterruptedException {
        FileTask task = work.task();
        Fingerprint content = passed.content();
        SigningRecord made = new SigningRecord(
                task.file().name(),
                task.before().map(Fingerprint::sha256).orElse(""),
                content.sha256(),
                work.attempts(),
                Elapsed.since(task.began(), clock),
                work.operations());
        sources.signing(new SignedCopy(passed, work.origin(), made));
        Optional<String> otherNames = OtherNames.warning(task.file(), planned);
        if (replacement.replace(passed)) {
            sources.signed(task, made);
            tell(passed.staged());
            otherNames.ifPresent(runLog::warn);
            record(work, new Outcome.Signed(passed.verdict(), work.origin(), task.replaced()), Optional.of(content));
            return;
        }
        Optional<Preflight.Decision> meanwhile = preflight.doneMeanwhile(task);
        if (meanwhile.isPresent()) {
            end(meanwhile.get(), work.attempts());
        } else {
            record(work, failed(FileProblems.changed(task.file()), passed.verdict()));
        }
    }

    /** What was done to the file beyond signing it. */
    private void tell(StagedFile staged) {
        staged.repair().ifPresent(repair -> {
            String text = staged.file().name() + ": " + repair.deed();
            if (repair.asked()) {
                runLog.warn(text);
            } else {
                runLog.note(text);
            }
        });
    }

    private static Outcome.Failed failed(Problem problem, Verdict verdict) {
        return new Outcome.Failed(List.of(problem), Optional.of(verdict));
    }

    private void record(Work work, Outcome outcome) throws InterruptedException {
        Path original = work.task().file().path();
        record(work, outcome, Fingerprint.ifReadable(original));
    }

    /** @param now what the file has; not what is found there, where it is known what was put there */
    private void record(Work work, Outcome outcome, Optional<Fingerprint> now) {
        record(work.task(), outcome, new Effort(work.attempts(), work.operations()), now);
    }

    /** Records how a file ended of which the engine's last word is not needed. */
    void end(Preflight.Decision decision, int attempts) throws InterruptedException {
        FileTask task = decision.task();
        Outcome outcome = decision.end().orElseThrow();
        if (decision.earlier().isEmpty()) {
            Optional<Fingerprint> now = outcome instanceof Outcome.Skipped || outcome instanceof Outcome.Kept
                    ? task.before()
                    : Fingerprint.ifReadable(task.file().path());
            record(task, outcome, new Effort(attempts, List.of()), now);
            return;
        }
        SigningRecord earlier = decision.earlier().get();
        sources.signed(task, earlier);
        collector.add(
                task.index(),
                new FileResult(
                        task.file(),
                        task.before().map(Fingerprint::size).orElse(0L),
                        Optional.of(earlier.before()),
                        task.before().map(Fingerprint::sha256),
                        earlier.attempts(),
                        earlier.operations(),
                        earlier.duration(),
                        outcome));
    }

    /** The effort of an engine for a file. */
    private record Effort(int attempts, List<String> operations) {}

    private void record(FileTask task, Outcome outcome, Effort effort, Optional<Fingerprint> now) {
        collector.add(
                task.index(),
                new FileResult(
                        task.file(),
                        now.map(Fingerprint::size).orElse(0L),
                        task.before().map(Fingerprint::sha256),
                        now.map(Fingerprint::sha256),
                        effort.attempts(),
                        effort.operations(),
                        Elapsed.since(task.began(), clock),
                        outcome));
    }
}
