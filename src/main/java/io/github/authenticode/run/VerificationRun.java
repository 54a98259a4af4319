package io.github.authenticode.run;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.verify.Verdict;
import io.github.authenticode.verify.VerifiedFile;
import io.github.authenticode.verify.Verifier;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Verifies files without changing them. One file's failure, be it a crash of the verifier, stops no other. */
public final class VerificationRun {
    private final Judge judge;
    private final Clock clock;

    public VerificationRun(Verifier verifier, Clock clock) {
        this.judge = new Judge(verifier);
        this.clock = clock;
    }

    /**
     * Verifies the files, up to {@code concurrency} at a time.
     *
     * @return one record for each file, in the order of {@code files}
     * @throws InterruptedException if this thread was interrupted; all worker threads are gone
     */
    public List<VerifiedFile> run(List<PlannedFile> files, int concurrency, VerificationProgress progress)
            throws InterruptedException {
        Tally<VerifiedFile> tally = new Tally<>(files.size(), progress::finished);
        List<Callable<Void>> tasks = IntStream.range(0, files.size())
                .mapToObj(index -> (Callable<Void>) () -> {
                    tally.add(index, verify(files.get(index)));
                    return null;
                })
                .toList();
        Workers.run(concurrency, tasks);
        return tally.inOrder();
    }

    private VerifiedFile verify(PlannedFile file) throws InterruptedException {
        Instant began = clock.instant();
        Optional<Fingerprint> content = Fingerprint.ifReadable(file.path());
        Verdict verdict = judge.verdict(file.path(), file.format());
        return new VerifiedFile(
                file,
                content.map(Fingerprint::size).orElse(0L),
                content.map(Fingerprint::sha256),
                Elapsed.since(began, clock),
                verdict);
    }
}
