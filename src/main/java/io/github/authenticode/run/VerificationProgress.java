package io.github.authenticode.run;

import io.github.authenticode.verify.VerifiedFile;

/** Told of each file as it has been verified, from any thread but never from two at once. */
@FunctionalInterface
public interface VerificationProgress {
    /**
     * @param position 1 for the first file that ends
     * @param total files in the run
     */
    void finished(int position, int total, VerifiedFile file);
}
