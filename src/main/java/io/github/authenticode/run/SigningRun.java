package io.github.authenticode.run;

import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.diagnose.catalogue.KeyProblem;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.GuardedVerifier;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.Remedies;
import io.github.authenticode.run.gate.CopyComparer;
import io.github.authenticode.run.reuse.Journal;
import io.github.authenticode.run.reuse.ReuseOptions;
import io.github.authenticode.run.signer.CertificateOutlook;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.staging.ProjectLock;
import io.github.authenticode.run.staging.RunFolder;
import io.github.authenticode.run.staging.Staging;
import io.github.authenticode.run.work.ResultCollector;
import io.github.authenticode.run.work.Workers;
import io.github.authenticode.verify.SignerPolicy;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.certificate.SignerRules;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The execution of a plan: each file is copied, the copy is signed and verified, and only then moved over the original
 * in one step. So a file is either as it was, or signed and accepted by the verifier, at whatever moment the JVM dies.
 * One file's failure stops no other.
 */
public final class SigningRun {
    private final Engine engine;
    private final GuardedVerifier judge;
    private final SystemAccess system;
    private final ReuseOptions reuse;
    private final Map<Integer, FileResult> known;

    /**
     * A run that signs with an engine and believes a verifier.
     *
     * @param clock says whether the certificate is valid now, and how long each file took
     * @param sleeper waits before a file is tried again
     */
    public SigningRun(Engine engine, Verifier verifier, Clock clock, Sleeper sleeper) {
        this(engine, verifier, new SystemAccess(clock, sleeper, FileOperations.REAL, CopyComparer.REAL));
    }

    SigningRun(Engine engine, Verifier verifier, SystemAccess system) {
        this(engine, new GuardedVerifier(verifier), system, ReuseOptions.NONE, Map.of());
    }

    private SigningRun(
            Engine engine,
            GuardedVerifier judge,
            SystemAccess system,
            ReuseOptions reuse,
            Map<Integer, FileResult> known) {
        this.engine = engine;
        this.judge = judge;
        this.system = system;
        this.reuse = reuse;
        this.known = known;
    }

    /** The same run, which spares what was signed already. */
    public SigningRun with(ReuseOptions other) {
        return new SigningRun(engine, judge, system, other, known);
    }

    /** The same run, for a plan of which it is known how some files end: they are not looked at. */
    public SigningRun knowing(Map<Integer, FileResult> results) {
        return new SigningRun(engine, judge, system, reuse, results);
    }

    /**
     * Signs the files of the plan. Before the first one, what killed runs left behind is removed.
     *
     * @return one result for each file, in the order of the plan
     * @throws ProblemException if nothing could be started: no file has been touched
     * @throws InterruptedException if this thread was interrupted; every file is either as it was or signed, and all
     *     worker threads and staged copies are gone
     */
    public List<FileResult> run(SigningPlan plan, SigningProgress progress)
            throws ProblemException, InterruptedException {
        Workers.checkInterrupted();
        checkCertificate(plan);
        CertificateOutlook.warnings(plan.identity(), engine, system.clock().instant())
                .forEach(reuse.runLog()::warn);
        RunFolder folder = prepareFolder(plan);
        Journal journal = Journal.open(plan, reuse.recipe(), system.disk(), reuse.runLog());
        ProjectLock projectLock = new ProjectLock(plan.workFolder().resolve("turn.lock"));
        ResultCollector<FileResult> collector =
                new ResultCollector<>(plan.files().size(), progress);
        try {
            Staging staging = new Staging(folder.path(), system.disk(), plan.options());
            RunContext context =
                    new RunContext(plan, engine, judge, staging, collector, system, reuse, journal, projectLock);
            collector.start(known.size());
            known.forEach(collector::add);
            Workers.run(engine.parallelism().calls(plan.concurrency()), tasks(context));
            List<FileResult> results = collector.inOrder();
            if (results.stream().noneMatch(r -> r.outcome() instanceof Outcome.Failed)) {
                reuse.whenReported().accept(journal::drop);
            }
            return results;
        } finally {
            collector.cutShort();
            journal.close();
            Leftovers.removeIfPossible(projectLock::end);
            reuse.cache().ifPresent(cache -> Leftovers.removeIfPossible(cache.cache()::sweep));
            Leftovers.removeIfPossible(folder::close);
        }
    }

    /** Where a service is paid for signatures, none is made that the policy would throw away. */
    private void checkCertificate(SigningPlan plan) throws ProblemException {
        Optional<X509Certificate> known = engine.certificate();
        if (known.isEmpty()) {
            return;
        }
        List<Violation> violations = new ArrayList<>(
                SignerRules.violations(known.get(), system.clock().instant()));
        if (engine.serviceUse().isPresent()) {
            violations.addAll(SignerPolicy.violations(known.get(), plan.policy()));
        }
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.of(
                    KeyProblem.SIGNING_CERTIFICATE,
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
                            FileProblem.WORK_FOLDER,
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
    private List<Workers.Work> tasks(RunContext context) {
        int files = context.plan().files().size();
        int size = Math.max(1, context.engine().batchSize());
        BatchSigner signer = new BatchSigner(context);
        List<Integer> indexes = IntStream.range(0, files)
                .filter(i -> !known.containsKey(i))
                .boxed()
                .toList();
        return Batches.of(indexes, size).stream()
                .map(batch -> (Workers.Work) () -> signer.sign(batch))
                .toList();
    }
}
