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
        Turn turn,
        Twins twins) {

    /**
     * A copy of a file, for one purpose.
     *
     * @return empty if the file has changed since it was looked at
     */
    Optional<StagedFile> stage(Candidate candidate, String purpose) throws IOException {
        StagedFile copy = stage(candidate, candidate.file().path(), purpose);
        boolean same = false;
        try {
            // The gate compares what comes of the copy with the original byte for byte; here a look spares a signature.
            same = candidate
                            .look()
                            .filter(Look.at(candidate.file().path())::equals)
                            .isPresent()
                    || candidate.had(Fingerprint.of(copy.path()));
            return same ? Optional.of(copy) : Optional.empty();
        } finally {
            if (!same) {
                Leftovers.removeIfPossible(copy::close);
            }
        }
    }

    /** What is to become the file, as a copy of another one. */
    StagedFile stage(Candidate candidate, Path source, String purpose) throws IOException {
        String name = (candidate.index() + 1) + "-" + purpose;
        return StagedFile.copy(candidate, source, folder.resolve(name), surroundings.disk());
    }
}
