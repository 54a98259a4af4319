package io.github.authenticode.run;

import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.SigningPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

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
        Turn turn) {

    /**
     * A copy of a file, for one purpose.
     *
     * @return empty if the file has changed since it was looked at
     */
    Optional<StagedFile> stage(Candidate candidate, String purpose) throws IOException {
        String name = (candidate.index() + 1) + "-" + purpose;
        StagedFile copy = StagedFile.copy(candidate, folder.resolve(name), surroundings.disk());
        if (candidate.had(Fingerprint.of(copy.path()))) {
            return Optional.of(copy);
        }
        Leftovers.removeIfPossible(copy::close);
        return Optional.empty();
    }
}
