package io.github.authenticode.run;

import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.SigningPlan;
import java.nio.file.Path;

/**
 * What everything that takes part in one run shares.
 *
 * @param folder where staged copies live
 */
record RunScope(
        SigningPlan plan,
        Engine engine,
        Judge judge,
        Path folder,
        Tally<FileResult> tally,
        Surroundings surroundings,
        Thrift thrift,
        Journal journal,
        Turn turn) {}
