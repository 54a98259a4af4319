package io.github.authenticode.maven;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.select.EngineSettings;
import io.github.authenticode.engine.select.Engines;
import io.github.authenticode.plan.Identity;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.report.ConsoleStory;
import io.github.authenticode.report.PolicyFacts;
import io.github.authenticode.report.SigningFacts;
import io.github.authenticode.run.FileResult;
import io.github.authenticode.run.InFileOrder;
import io.github.authenticode.run.Outcome;
import io.github.authenticode.run.SigningRun;
import io.github.authenticode.run.Sleeper;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Online;
import io.github.authenticode.verify.TrustAnchors;
import io.github.authenticode.verify.Verifier;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.maven.plugin.logging.Log;

/** Executes a plan with the engine that it asks for, and tells the console and the account of it. */
final class Signing {
    private final SigningPlan plan;
    private final EngineSettings settings;
    private final Online online;
    private final Log log;

    /** @param online whom the verifier may ask */
    Signing(SigningPlan plan, EngineSettings settings, Online online, Log log) {
        this.plan = plan;
        this.settings = settings;
        this.online = online;
        this.log = log;
    }

    List<FileResult> run(Account account) throws ProblemException, InterruptedException {
        Engine engine = Engines.open(plan, settings);
        try {
            return sign(engine, account);
        } finally {
            close(engine, account);
        }
    }

    /** What the engine leaves behind must cost no one the results. */
    static void close(Engine engine, Account account) {
        try {
            engine.close();
        } catch (ProblemException e) {
            account.troubled(e.problems());
        }
    }

    private List<FileResult> sign(Engine engine, Account account) throws ProblemException, InterruptedException {
        Clock clock = Clock.systemUTC();
        TrustAnchors anchors = TrustAnchors.load(plan.policy().trustedRoots());
        SigningFacts facts = new SigningFacts(
                plan.identity().element(), engine.name(), plan.options().timestamping());
        account.signedBy(facts);
        account.judgedBy(PolicyFacts.of(plan.policy(), anchors.sources()));
        boolean test = plan.identity() instanceof Identity.TestCertificate;
        ConsoleStory.signingStarts(facts, test, plan.files().size()).forEach(log::info);
        Verifier verifier = new AuthenticodeVerifier(plan.policy(), anchors, clock).asking(online);
        return run(new SigningRun(engine, verifier, clock, Sleeper.REAL), engine, facts, account);
    }

    /** However it ends, what a metered service has signed is in the account. */
    private List<FileResult> run(SigningRun run, Engine engine, SigningFacts facts, Account account)
            throws ProblemException, InterruptedException {
        List<FileResult> results = List.of();
        AtomicInteger signed = new AtomicInteger();
        InFileOrder lines = new InFileOrder(
                plan.files(),
                (position, total, result) ->
                        ConsoleStory.file(position, total, result).forEach(log::info));
        try {
            results = run.run(plan, (position, total, result) -> {
                signed.addAndGet(result.outcome() instanceof Outcome.Failed ? 0 : 1);
                lines.finished(position, total, result);
            });
            return results;
        } catch (InterruptedException e) {
            lines.flush();
            log.warn(ConsoleStory.interrupted(signed.get(), plan.files().size()));
            throw e;
        } finally {
            long skipped = results.stream()
                    .filter(r -> r.outcome() instanceof Outcome.Skipped)
                    .count();
            engine.serviceUse()
                    .map(use ->
                            new SigningFacts.Service(use.correlationId(), use.spent(), use.reused() + (int) skipped))
                    .ifPresent(service -> {
                        account.signedBy(facts.with(service));
                        log.info(ConsoleStory.service(service));
                    });
        }
    }
}
