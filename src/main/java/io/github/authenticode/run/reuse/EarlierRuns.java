package io.github.authenticode.run.reuse;

import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.GuardedVerifier;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import java.util.Optional;

/**
 * The files that runs of this plan have signed before they were cut short, or that another process is signing now: by
 * the journal.
 */
public final class EarlierRuns implements SignatureSource {
    private final Journal journal;
    private final GuardedVerifier judge;
    private final SignatureOptions options;

    public EarlierRuns(Journal journal, GuardedVerifier judge, SignatureOptions options) {
        this.journal = journal;
        this.judge = judge;
        this.options = options;
    }

    @Override
    public Optional<Found> find(FileTask task) throws InterruptedException {
        Optional<SigningRecord> earlier = task.before().flatMap(content -> journal.find(task.file(), content));
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        Verdict verdict = judge.verdict(task.file());
        return isDone(verdict) ? Optional.of(new Found.InPlace(verdict, earlier.get())) : Optional.empty();
    }

    /** One to which a signature was appended need not be good in its earlier ones. */
    private boolean isDone(Verdict verdict) {
        return (options.appends(true) || options.appends(false))
                ? verdict.fileViolations().stream().noneMatch(Violation::isError)
                        && verdict.signatures().stream()
                                .anyMatch(s -> s.errors().isEmpty())
                : verdict.isTrusted();
    }

    @Override
    public void signing(SignedCopy copy) throws InterruptedException {
        journal.announce(copy.made());
    }

    @Override
    public void signed(FileTask file, SigningRecord made) {
        journal.done(made);
    }

    @Override
    public void refresh() {
        journal.refresh();
    }
}
