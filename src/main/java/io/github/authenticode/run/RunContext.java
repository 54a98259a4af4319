package io.github.authenticode.run;

import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.GuardedVerifier;
import io.github.authenticode.run.gate.AcceptanceCheck;
import io.github.authenticode.run.gate.Gate;
import io.github.authenticode.run.reuse.BuildSignatures;
import io.github.authenticode.run.reuse.CacheRules;
import io.github.authenticode.run.reuse.CachedSignatures;
import io.github.authenticode.run.reuse.CopyCheck;
import io.github.authenticode.run.reuse.EarlierRuns;
import io.github.authenticode.run.reuse.IdenticalFiles;
import io.github.authenticode.run.reuse.Journal;
import io.github.authenticode.run.reuse.ReuseOptions;
import io.github.authenticode.run.reuse.SignatureKey;
import io.github.authenticode.run.reuse.SignatureSources;
import io.github.authenticode.run.staging.ProjectLock;
import io.github.authenticode.run.staging.Staging;
import io.github.authenticode.run.work.ResultCollector;

/**
 * The objects that everything that takes part in one run shares.
 *
 * @param staging makes staged copies
 */
record RunContext(
        SigningPlan plan,
        Engine engine,
        GuardedVerifier judge,
        Staging staging,
        ResultCollector<FileResult> collector,
        SystemAccess system,
        ReuseOptions reuse,
        Journal journal,
        ProjectLock projectLock) {

    Gate gate() {
        return new Gate(judge, system.comparer(), engine.name(), plan.options());
    }

    AcceptanceCheck acceptance() {
        return new AcceptanceCheck(engine.name(), plan.options());
    }

    /** The memories that are asked before the engine. */
    SignatureSources sources() {
        SignatureKey key = SignatureKey.of(plan, engine, reuse.recipe());
        CopyCheck copies = new CopyCheck(staging, gate(), acceptance());
        CacheRules rules = new CacheRules(plan.options(), engine.certificate());
        return new SignatureSources(
                new EarlierRuns(journal, judge, plan.options()),
                new IdenticalFiles(reuse.build().orElseGet(BuildSignatures::new), copies, key, reuse.runLog()),
                reuse.cache().map(cache -> new CachedSignatures(cache, copies, rules, key, reuse.runLog())));
    }
}
