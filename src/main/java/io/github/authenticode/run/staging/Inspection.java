package io.github.authenticode.run.staging;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.run.file.FileStamp;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.verify.verdict.Verdict;
import java.util.Optional;

/**
 * The findings of the gate on a signed copy; without one, no copy replaces anything.
 *
 * @param content of the copy
 * @param original how the original looked before it was read for this; if it looks so still, it is what the copy was
 * compared with
 * @param originalIsSame whether the original still has the content that was to be signed
 * @param verdict of the verifier, on the copy
 * @param loss how the copy differs from the original beside its signature, or why that cannot be told; empty if it does
 * not
 * @param comparable whether both could be compared
 */
public record Inspection(
        StagedFile staged,
        Fingerprint content,
        FileStamp original,
        boolean originalIsSame,
        Verdict verdict,
        Optional<Problem> loss,
        boolean comparable) {

    public FileTask task() {
        return staged.task();
    }
}
