package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Judge;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.Remedies;
import io.github.authenticode.run.gate.Comparer;
import io.github.authenticode.run.reuse.Journal;
import io.github.authenticode.run.reuse.Thrift;
import io.github.authenticode.run.reuse.Twins;
import io.github.authenticode.run.staging.Disk;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.staging.RunFolder;
import io.github.authenticode.run.staging.Staging;
import io.github.authenticode.run.staging.Turn;
import io.github.authenticode.run.work.Sleeper;
import io.github.authenticode.run.work.Tally;
import io.github.authenticode.run.work.Workers;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.certificate.SignerRules;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Executes a plan: each file is copied, the copy is signed and verified, and only then moved over the original in one
 * step. So a file is either as it was, or signed and accepted by the verifier, at whatever moment the JVM dies. One file's
 * failure stops no other.
 */
public final class SigningRun {
    private final Engine engine;
    private final Judge judge;
    private final Surroundings surroundings;
    private final Thrift thrift;
    private final Map<Integer, FileResult> known;

    /**
     * A run that signs with an engine and believes a verifier.
     *
     * @param clock says whether the certificate is valid now, and how long each file took
     * @param sleeper waits before a file is tried again
     */
    public SigningRun(Engine engine, Verifier verifier, Clock clock, Sleeper sleeper) {
        this(engine, verifier, new Surroundings(clock, sleeper, Disk.REAL, Comparer.REAL));
    }

    SigningRun(Engine engine, Verifier verifier, Surroundings surroundings) {
        this(engine, new Judge(verifier), surroundings, Thrift.NONE, Map.of());
    }

    private SigningRun(
            Engine engine, Judge judge, Surroundings surroundings, Thrift thrift, Map<Integer, FileResult> known) {
        this.engine = engine;
        this.judge = judge;
        this.surroundings = surroundings;
        this.thrift = thrift;
        this.known = known;
    }

    /** The same run, which spares what was signed already. */
    public SigningRun with(Thrift other) {
        return new SigningRun(engine, judge, surroundings, other, known);
    }

    /** The same run, for a plan of which it is known how some files end: they are not looked at. */
    public SigningRun knowing(Map<Integer, FileResult> results) {
        return new SigningRun(engine, judge, surroundings, thrift, results);
    }

    /**
     * Signs the files of the plan. Before the first one, what killed runs left behind is removed.
     *
     * @return one result for each file, in the order of the plan
     * @throws ProblemException if nothing could be started: no file has been touched
     * @throws InterruptedException if this thread was interrupted; every file is either as it was or signed, and all
     *     worker threads and staged copies are gone
     */
    public List<FileResult> run(SigningPlan plan, Progress progress) throws ProblemException, InterruptedException {
        Workers.checkInterrupted();
        checkCertificate();
        RunFolder folder = prepareFolder(plan);
        Journal journal = Journal.open(plan, thrift.recipe(), surroundings.disk(), thrift.remarks());
        Turn turn = new Turn(plan.workFolder().resolve("turn.lock"));
        Tally<FileResult> tally = new Tally<>(plan.files().size(), progress);
        try {
            Twins twins = thrift.twins().orElseGet(Twins::new);
            Staging staging = new Staging(folder.path(), surroundings.disk(), plan.options());
            RunScope scope =
                    new RunScope(plan, engine, judge, staging, tally, surroundings, thrift, journal, turn, twins);
            tally.start(known.size());
            known.forEach(tally::add);
            Workers.run(engine.parallelism().calls(plan.concurrency()), tasks(scope));
            List<FileResult> results = tally.inOrder();
            if (results.stream().noneMatch(r -> r.outcome() instanceof Outcome.Failed)) {
                thrift.whenReported().accept(journal::drop);
            }
            return results;
        } finally {
            tally.cutShort();
            journal.close();
            Leftovers.removeIfPossible(turn::end);
            thrift.cache().ifPresent(cache -> Leftovers.removeIfPossible(cache::sweep));
            Leftovers.removeIfPossible(folder::close);
        }
    }

    private void checkCertificate() throws ProblemException {
        Optional<X509Certificate> known = engine.certificate();
        if (known.isEmpty()) {
            return;
        }
        List<Violation> violations =
                SignerRules.violations(known.get(), surroundings.clock().instant());
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.of(
                    "signing-certificate",
                    "The signing certificate cannot be used: " + Remedies.list(violations),
                    Remedies.of(violations)));
        }
    }

    private static RunFolder prepareFolder(SigningPlan plan) throws ProblemException, InterruptedException {
        try {
            RunFolder folder = RunFolder.create(plan.workFolder());
            Leftovers.sweep(plan.workFolder(), targetFolders(plan));
            return folder;
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            throw new ProblemException(Problem.of(
                            "work-folder",
                            "The work folder " + plan.workFolder() + " cannot be used.",
                            "See that it is a folder on a local disk with free space, that the build may write to.")
                    .withEvidence(FileProblems.evidence(e)));
        }
    }

    private static Set<Path> targetFolders(SigningPlan plan) {
        return plan.files().stream()
                .map(file -> Objects.requireNonNull(file.path().getParent()))
                .collect(Collectors.toSet());
    }

    /** Batches as large as the engine takes: to start a tool costs more than what a second one beside it would save. */
    private List<Workers.Work> tasks(RunScope scope) {
        int files = scope.plan().files().size();
        int size = Math.max(1, scope.engine().batchSize());
        BatchSigner signer = new BatchSigner(scope);
        List<Integer> indexes = IntStream.range(0, files)
                .filter(i -> !known.containsKey(i))
                .boxed()
                .toList();
        return Batches.of(indexes, size).stream()
                .map(batch -> (Workers.Work) () -> signer.sign(batch))
                .toList();
    }
}
