package io.github.authenticode.run;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.verify.Advice;
import io.github.authenticode.verify.Verdict;
import io.github.authenticode.verify.VerifiedFile;
import io.github.authenticode.verify.Verifier;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies files without changing them, and asks a second judge of all of them at the same time. One file's failure, be it
 * a crash of the verifier, stops no other.
 */
public final class VerificationRun {
    private final Judge judge;
    private final Optional<SecondOpinion> second;
    private final Clock clock;
    private final Optional<Advice> advice;

    /** A run in which this plugin judges alone. */
    public VerificationRun(Verifier verifier, Clock clock) {
        this(verifier, Optional.empty(), clock);
    }

    /** @param second asked as well, where there is one */
    public VerificationRun(Verifier verifier, Optional<SecondOpinion> second, Clock clock) {
        this(new Judge(verifier), second, clock, Optional.empty());
    }

    private VerificationRun(Judge judge, Optional<SecondOpinion> second, Clock clock, Optional<Advice> advice) {
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
        Tally<VerifiedFile> tally = new Tally<>(files.size(), progress);
        Optional<Pairing> pairing = second.map(s -> new Pairing(s, tally));
        List<Workers.Work> tasks = new ArrayList<>();
        pairing.ifPresent(p -> tasks.add(() -> {
            p.ask(files);
            return List.of();
        }));
        for (int i = 0; i < files.size(); i++) {
            int index = i;
            tasks.add(() -> {
                tally.start(1);
                VerifiedFile verified = verify(files.get(index));
                pairing.ifPresentOrElse(p -> p.verified(index, verified), () -> tally.add(index, verified));
                return List.of();
            });
        }
        try {
            Workers.run(concurrency + (second.isPresent() ? 1 : 0), tasks);
            return tally.inOrder();
        } finally {
            tally.cutShort();
        }
    }

    private VerifiedFile verify(PlannedFile file) throws InterruptedException {
        Instant began = clock.instant();
        Optional<Fingerprint> content = Fingerprint.ifReadable(file.path());
        Verdict judged = judge.verdict(file);
        Verdict verdict = advice.map(a -> a.on(file.name(), judged)).orElse(judged);
        return new VerifiedFile(
                file,
                content.map(Fingerprint::size).orElse(0L),
                content.map(Fingerprint::sha256),
                Elapsed.since(began, clock),
                verdict);
    }
}
