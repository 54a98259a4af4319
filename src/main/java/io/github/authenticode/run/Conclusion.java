package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.verify.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Turns an engine's last word on a file into the outcome, which is up to the verifier, and records it. */
final class Conclusion {
    private final Judge judge;
    private final Acceptance acceptance;
    private final Replacement replacement;
    private final Tally<FileResult> tally;
    private final Clock clock;

    Conclusion(RunScope scope) {
        this.judge = scope.judge();
        this.acceptance = new Acceptance(scope.engine().name(), scope.plan().options());
        this.clock = scope.surroundings().clock();
        this.replacement = new Replacement(scope.surroundings().disk(), clock);
        this.tally = scope.tally();
    }

    /** Judges a copy, replaces the original if the copy is good, and ends the file. */
    void conclude(StagedFile staged, Attempt answer, int attempts) throws InterruptedException {
        List<String> operations = answer instanceof Attempt.Done done ? done.operations() : List.of();
        record(staged.candidate(), outcome(staged, answer), attempts, operations);
    }

    /** Records how a file ended that the engine was not asked for. */
    void end(Candidate candidate, Outcome outcome, int attempts) throws InterruptedException {
        record(candidate, outcome, attempts, List.of());
    }

    private void record(Candidate candidate, Outcome outcome, int attempts, List<String> operations)
            throws InterruptedException {
        Optional<Fingerprint> now = outcome instanceof Outcome.Skipped
                ? candidate.before()
                : Fingerprint.ifReadable(candidate.file().path());
        tally.add(
                candidate.index(),
                new FileResult(
                        candidate.file(),
                        now.map(Fingerprint::size).orElse(0L),
                        candidate.before().map(Fingerprint::sha256),
                        now.map(Fingerprint::sha256),
                        attempts,
                        operations,
                        Elapsed.since(candidate.began(), clock),
                        outcome));
    }

    private Outcome outcome(StagedFile staged, Attempt answer) throws InterruptedException {
        if (answer instanceof Attempt.Failed failed) {
            return new Outcome.Failed(failed.problem());
        }
        Verdict verdict = judge.verdict(staged.path(), staged.file().format());
        Optional<Problem> problem;
        try {
            problem = acceptance.objection(staged.candidate(), Fingerprint.of(staged.path()), verdict);
            if (problem.isEmpty()) {
                problem = replacement.replace(staged);
            }
        } catch (IOException e) {
            problem = Optional.of(FileProblems.of(staged.file(), e));
        }
        return problem.<Outcome>map(p -> new Outcome.Failed(List.of(p), Optional.of(verdict)))
                .orElseGet(() -> new Outcome.Signed(verdict));
    }
}
