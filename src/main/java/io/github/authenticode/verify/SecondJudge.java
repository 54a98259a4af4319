package io.github.authenticode.verify;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.verify.verdict.Opinion;
import java.util.List;

/** A judge of files beside the {@link Verifier}, by means of its own: a mistake that both make alike is unlikely. */
public interface SecondJudge {
    /** {@code signtool} */
    String name();

    /**
     * Judges every file, and tells of each as soon as it can, in any order.
     *
     * @throws InterruptedException if the thread was interrupted; then some files may not have been told of
     */
    void judge(List<PlannedFile> files, Listener listener) throws InterruptedException;

    /** Told once of each file. */
    @FunctionalInterface
    interface Listener {
        /** @param index of the file in the list that was given */
        void judged(int index, Opinion opinion);
    }
}
