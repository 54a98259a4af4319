package io.github.authenticode.run.reuse;

import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.staging.Inspection;
import io.github.authenticode.verify.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A memory of what was signed, from which a file may have its signature without the engine. It is told what becomes of
 * every file that it was asked about. Nothing that goes wrong in it makes a file fail: then the file is signed.
 */
public interface SignatureSource {
    /** The best that it has for this file; empty if nothing that is good now. It waits for nobody. */
    Optional<Found> find(FileTask file) throws InterruptedException;

    /** Told right before this copy takes the place of its original, which is still there. */
    default void signing(SignedCopy copy) throws InterruptedException {}

    /** Told of a file that is signed, in this run or an earlier one of the same plan. */
    default void signed(FileTask file, SigningRecord made) {}

    /** Told that the engine gave the file up, or that the verifier refuses what it made. */
    default void failed(FileTask file, Outcome.Failed end) {}

    /** Told last, whatever became of the file. */
    default void release(FileTask file) {}

    /** Looks again at what other processes may have signed since. */
    default void refresh() {}

    /** The answer of a source for one file. */
    sealed interface Found {
        /** The file is signed already, where it is. */
        record InPlace(Verdict verdict, SigningRecord made) implements Found {}

        /**
         * A signed copy that the gate lets pass; whoever takes it closes it.
         *
         * @param operations ids by which a signing service knows what it signed
         */
        record Copy(Inspection inspection, List<String> operations, SignatureOrigin origin) implements Found {
            public Copy {
                operations = List.copyOf(operations);
            }
        }

        /** Another file is being signed; ask again when that has ended, well or not. */
        record Later(CompletionStage<?> end) implements Found {}

        /** Enough files with this content could not be signed. */
        record Hopeless(Outcome.Failed end) implements Found {}
    }
}
