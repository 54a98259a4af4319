package io.github.authenticode.run.file;

import io.github.authenticode.plan.PlannedFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The record of one file in a run.
 *
 * @param size bytes of the file as it is now, 0 if it could not be read
 * @param sha256Before hexadecimal digest before the run, absent if the file could not be read
 * @param sha256After the digest now, absent if the file could not be read
 * @param attempts how often the engine was asked, 0 for a skipped file
 * @param operations ids by which a signing service knows what it signed; empty for a key on this machine
 */
public record FileResult(
        PlannedFile file,
        long size,
        Optional<String> sha256Before,
        Optional<String> sha256After,
        int attempts,
        List<String> operations,
        Duration duration,
        Outcome outcome) {

    /** Whether the file is signed and cost this run no signature. */
    public boolean isSpared() {
        return outcome instanceof Outcome.Skipped
                || (outcome instanceof Outcome.Signed signed && signed.origin() != SignatureOrigin.ENGINE);
    }
}
