package io.github.authenticode.run.staging;

import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.run.file.FileStamp;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.UnfitCopyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The making of staged copies in the folder of one run.
 *
 * @param folder where they live
 */
public record Staging(Path folder, FileOperations disk, SignatureOptions options) {
    /**
     * A copy of a file, for one purpose, ready to get a signature.
     *
     * @return empty if the file has changed since it was looked at
     * @throws UnfitCopyException if the file cannot be signed as it is
     */
    public Optional<StagedFile> copy(FileTask task, String purpose) throws IOException {
        StagedFile copy = copy(task, task.file().path(), purpose);
        Optional<StagedFile> ready = Optional.empty();
        try {
            // The gate compares what comes of the copy with the original byte for byte; here a look spares a signature.
            boolean same =
                    task.look().filter(FileStamp.at(task.file().path())::equals).isPresent()
                            || task.had(Fingerprint.of(copy.path()));
            if (same) {
                ready = Optional.of(copy.prepared(options));
            }
        } finally {
            if (ready.isEmpty()) {
                Leftovers.removeIfPossible(copy::close);
            }
        }
        return ready;
    }

    /** What is to become the file, as a copy of another one. */
    public StagedFile copy(FileTask task, Path source, String purpose) throws IOException {
        String name = (task.index() + 1) + "-" + purpose;
        return StagedFile.copy(task, source, folder.resolve(name), disk);
    }
}
