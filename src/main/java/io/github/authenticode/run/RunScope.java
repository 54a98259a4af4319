package io.github.authenticode.run;

import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.SigningPlan;

/**
 * What everything that takes part in one run shares.
 *
 * @param folder where staged copies live
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
