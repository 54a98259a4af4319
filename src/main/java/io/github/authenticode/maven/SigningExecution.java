package io.github.authenticode.maven;

import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.Engines;
import io.github.authenticode.engine.embedded.JsignTransfer;
import io.github.authenticode.maven.execution.ExecutionFacts;
import io.github.authenticode.maven.execution.ExecutionState;
import io.github.authenticode.maven.execution.ProgressScreen;
import io.github.authenticode.maven.files.UnsuitableFiles;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.report.PolicyFacts;
import io.github.authenticode.report.SigningFacts;
import io.github.authenticode.report.console.ConsoleLines;
import io.github.authenticode.report.console.ProgressDisplay;
import io.github.authenticode.run.SigningRun;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.gate.KeptFiles;
import io.github.authenticode.run.reuse.BuildSignatures;
import io.github.authenticode.run.reuse.CachedSignatures;
import io.github.authenticode.run.reuse.ReuseOptions;
import io.github.authenticode.run.reuse.SignatureCache;
import io.github.authenticode.run.reuse.verdicts.UpToDateFiles;
import io.github.authenticode.run.work.RunLog;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.online.Online;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugin.logging.Log;

/** The execution of a plan with the engine that it asks for; it tells the console and the account of it. */
public final class SigningExecution {
    private final SigningPlan plan;
    private final UnsuitableFiles odd;
    private final Means means;
    private final Log log;
    private final Clock clock = Clock.systemUTC();

    /** @param odd files of the plan that fail whatever becomes of the others */
    SigningExecution(SigningPlan plan, UnsuitableFiles odd, Means means, Log log) {
        this.plan = plan;
        this.odd = odd;
        this.means = means;
        this.log = log;
    }

    /**
     * The means with which a plan is executed.
     *
     * @param engines those that there are
     * @param online whom the verifier may ask
     * @param cache the folder that signatures are kept in, if they are
     * @param buildSignatures what the build has signed so far
     * @param remembering whether what the verifier accepted lately need not be verified again
     * @param style how progress is shown
     */
    record Means(
            Engines engines,
            Online online,
            Optional<Path> cache,
            BuildSignatures buildSignatures,
            boolean remembering,
            ProgressDisplay.Style style) {}

    List<FileResult> run(ExecutionFacts account, ExecutionState<FileResult> executionState)
            throws ProblemException, InterruptedException {
        Optional<UpToDateFiles> accepted = means.remembering()
                ? Optional.of(UpToDateFiles.of(plan, account.pluginVersion(), clock))
                : Optional.empty();
        Optional<UpToDateFiles.Known> known =
                accepted.isPresent() ? accepted.get().find() : Optional.empty();
        return known.filter(k -> k.isAllOf(plan)).isPresent()
                ? nothingToDo(known.get(), account)
                : sign(
                        accepted,
                        known.map(UpToDateFiles.Known::results).orElseGet(TreeMap::new),
                        account,
                        executionState);
    }

    /** Opens no key and reads no roots. */
    private List<FileResult> nothingToDo(UpToDateFiles.Known known, ExecutionFacts account) {
        started(account, known.engine(), known.trustSources());
        List<FileResult> results = List.copyOf(known.results().values());
        for (int i = 0; i < results.size(); i++) {
            ConsoleLines.file(i + 1, results.size(), results.get(i)).forEach(log::info);
        }
        log.info(ConsoleLines.notVerifiedAgain(known.since()));
        return results;
    }

    private SigningFacts started(ExecutionFacts account, String engine, List<String> trustSources) {
        SigningFacts facts = new SigningFacts(
                plan.identity().element(), engine, plan.options().timestamping());
        account.signedBy(facts);
        account.judgedBy(PolicyFacts.of(plan.policy(), trustSources));
        ConsoleLines.signingStarts(
                        facts, plan.identity().isForTests(), plan.files().size())
                .forEach(log::info);
        return facts;
    }

    private List<FileResult> sign(
            Optional<UpToDateFiles> accepted,
            Map<Integer, FileResult> known,
            ExecutionFacts account,
            ExecutionState<FileResult> executionState)
            throws ProblemException, InterruptedException {
        Map<Integer, FileResult> all = new TreeMap<>(known);
        all.putAll(odd.failed(plan.files()));
        Engine engine = means.engines().open(plan);
        try {
            TrustAnchors anchors = TrustAnchors.load(plan.policy().trustedRoots());
            SigningFacts facts = started(account, engine.name(), anchors.sources());
            List<FileResult> results = run(
                    signingRun(engine, anchors, account).knowing(all),
                    new Metering(engine, facts, account),
                    executionState);
            KeptFiles.warnings(results).forEach(new Overheard(account, log)::warn);
            accepted.ifPresent(
                    memory -> account.whenReported(() -> memory.remember(engine.name(), anchors.sources(), results)));
            return results;
        } finally {
            close(engine, account);
        }
    }

    private SigningRun signingRun(Engine engine, TrustAnchors anchors, ExecutionFacts account) {
        Verifier verifier = new AuthenticodeVerifier(plan.policy(), anchors, clock).asking(means.online());
        return new SigningRun(engine, verifier, clock, Sleeper.REAL).with(reuse(engine, account));
    }

    /** What the engine leaves behind must cost no one the results. */
    public static void close(Engine engine, ExecutionFacts account) {
        try {
            engine.close();
        } catch (ProblemException e) {
            account.troubled(e.problems());
        }
    }

    private ReuseOptions reuse(Engine engine, ExecutionFacts account) {
        return new ReuseOptions(
                means.cache()
                        .map(folder ->
                                new CachedSignatures.Access(new SignatureCache(folder, clock), new JsignTransfer())),
                engine.recipe(),
                new Overheard(account, log),
                Optional.of(means.buildSignatures()),
                account::whenReported);
    }

    /** A listener to the remarks of a run: they go to the log, and warnings into the report. */
    private record Overheard(ExecutionFacts account, Log log) implements RunLog {
        @Override
        public void warn(String text) {
            account.warned(text);
            log.warn(text);
        }

        @Override
        public void note(String text) {
            log.info(text);
        }

        @Override
        public void debug(String text) {
            log.debug(text);
        }
    }

    /** However it ends, what a metered service has signed is in the account. */
    private List<FileResult> run(SigningRun run, Metering metering, ExecutionState<FileResult> executionState)
            throws ProblemException, InterruptedException {
        try (ProgressScreen screen =
                ProgressScreen.open(means.style(), log, clock, plan.files().size())) {
            return run.run(plan, screen.ofSigning(executionState::done));
        } finally {
            metering.tell(executionState.results()).ifPresent(service -> log.info(ConsoleLines.service(service)));
        }
    }

    /** The counter of what a metered service signs. */
    private record Metering(Engine engine, SigningFacts facts, ExecutionFacts account) {
        Optional<SigningFacts.Service> tell(List<FileResult> results) {
            long spared = results.stream().filter(FileResult::isSpared).count();
            Optional<SigningFacts.Service> service = engine.serviceUse()
                    .map(use ->
                            new SigningFacts.Service(use.correlationId(), use.spent(), use.reused() + (int) spared));
            service.ifPresent(s -> account.signedBy(facts.with(s)));
            return service;
        }
    }
}
