package io.github.authenticode.run;

import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.GuardedVerifier;
import io.github.authenticode.run.gate.AcceptanceCheck;
import io.github.authenticode.run.gate.Gate;
import io.github.authenticode.run.reuse.Journal;
import io.github.authenticode.run.reuse.ReuseOptions;
import io.github.authenticode.run.reuse.SingleFlight;
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
        ProjectLock projectLock,
        SingleFlight singleFlight) {

    Gate gate() {
        return new Gate(judge, system.comparer(), engine.name(), plan.options());
    }

    AcceptanceCheck acceptance() {
        return new AcceptanceCheck(engine.name(), plan.options());
    }
}
