package io.github.authenticode.run;

import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Judge;
import io.github.authenticode.run.gate.Acceptance;
import io.github.authenticode.run.gate.Gate;
import io.github.authenticode.run.reuse.Journal;
import io.github.authenticode.run.reuse.Thrift;
import io.github.authenticode.run.reuse.Twins;
import io.github.authenticode.run.staging.Staging;
import io.github.authenticode.run.staging.Turn;
import io.github.authenticode.run.work.Tally;

/**
 * What everything that takes part in one run shares.
 *
 * @param staging makes staged copies
 */
record RunScope(
        SigningPlan plan,
        Engine engine,
        Judge judge,
        Staging staging,
        Tally<FileResult> tally,
        Surroundings surroundings,
        Thrift thrift,
        Journal journal,
        Turn turn,
        Twins twins) {

    Gate gate() {
        return new Gate(judge, surroundings.comparer(), engine.name(), plan.options());
    }

    Acceptance acceptance() {
        return new Acceptance(engine.name(), plan.options());
    }
}
