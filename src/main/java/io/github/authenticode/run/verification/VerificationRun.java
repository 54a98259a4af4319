package io.github.authenticode.run.verification;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.Elapsed;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileSnapshot;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.GuardedVerifier;
import io.github.authenticode.run.work.ResultCollector;
import io.github.authenticode.run.work.Workers;
import io.github.authenticode.verify.Advice;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verification of files, which changes none and asks a second judge of all of them at the same time. One file's
 * failure, be it a crash of the verifier, stops no other.
 */
public final class VerificationRun {
    private static final int TRIES = 3;
    private static final Verdict CHANGING = new Verdict(
            List.of(),
            List.of(new Violation(
                    ViolationCode.CRYPT_E_FILE_ERROR,
                    "The file was changed while it was verified. Let nothing write to it, then verify it again.")));

    private final GuardedVerifier judge;
    private final Optional<SecondOpinion> second;
    private final Clock clock;
    private final Optional<Advice> advice;

    /** A run in which this plugin judges alone. */
    public VerificationRun(Verifier verifier, Clock clock) {
        this(verifier, Optional.empty(), clock);
    }

    /** @param second asked as well, where there is one */
    public VerificationRun(Verifier verifier, Optional<SecondOpinion> second, Clock clock) {
        this(new GuardedVerifier(verifier), second, clock, Optional.empty());
    }

    private VerificationRun(
            GuardedVerifier judge, Optional<SecondOpinion> second, Clock clock, Optional<Advice> advice) {
        this.judge = judge;
        this.second = second;
        this.clock = clock;
        this.advice = advice;
    }

    /** The same run, whose verdicts say what can be done by a user who may not have made the files. */
    public VerificationRun with(Advice adviser) {
        return new VerificationRun(judge, second, clock, Optional.of(adviser));
    }

    /**
     * Verifies the files, up to {@code concurrency} at a time. A file ends when every judge has spoken.
     *
     * @return one record for each file, in the order of {@code files}
     * @throws InterruptedException if this thread was interrupted; all worker threads are gone
     */
    public List<VerifiedFile> run(List<PlannedFile> files, int concurrency, VerificationProgress progress)
            throws InterruptedException {
        ResultCollector<VerifiedFile> collector = new ResultCollector<>(files.size(), progress);
        Optional<OpinionMatcher> pairing = second.map(s -> new OpinionMatcher(s, collector));
        List<Workers.Work> tasks = new ArrayList<>();
        pairing.ifPresent(p -> tasks.add(() -> {
            p.ask(files);
            return List.of();
        }));
        for (int i = 0; i < files.size(); i++) {
            int index = i;
            tasks.add(() -> {
                collector.start(1);
                VerifiedFile verified = verify(files.get(index));
                pairing.ifPresentOrElse(p -> p.verified(index, verified), () -> collector.add(index, verified));
                return List.of();
            });
        }
        try {
            Workers.run(concurrency + (second.isPresent() ? 1 : 0), tasks);
            return collector.inOrder();
        } finally {
            collector.cutShort();
        }
    }

    /** The digest and the verdict are of the same content, though it is read twice. */
    private VerifiedFile verify(PlannedFile file) throws InterruptedException {
        Instant began = clock.instant();
        Optional<Fingerprint> content = Optional.empty();
        Verdict judged = CHANGING;
        boolean same = false;
        for (int tries = 0; tries < TRIES && !same; tries++) {
            Optional<FileSnapshot> now = snapshot(file);
            content = now.map(FileSnapshot::content);
            judged = judge.verdict(file);
            same = now.isEmpty() || isStill(now.get());
        }
        return new VerifiedFile(
                file,
                content.map(Fingerprint::size).orElse(0L),
                content.map(Fingerprint::sha256),
                Elapsed.since(began, clock),
                same ? advised(file, judged) : CHANGING);
    }

    private Verdict advised(PlannedFile file, Verdict verdict) {
        return advice.map(a -> a.on(file.name(), verdict)).orElse(verdict);
    }

    /** Empty if the file cannot be read, which the verifier says. */
    private static Optional<FileSnapshot> snapshot(PlannedFile file) throws InterruptedException {
        try {
            return Optional.of(FileSnapshot.of(file.path()));
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return Optional.empty();
        }
    }

    private static boolean isStill(FileSnapshot snapshot) throws InterruptedException {
        try {
            return snapshot.isStill();
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            return false;
        }
    }
}
