package io.github.authenticode.run;

/** Told of each file as it ends, from any thread but never from two at once. */
@FunctionalInterface
public interface Progress {
    /**
     * @param position 1 for the first file that ends
     * @param total files in the run
     */
    void finished(int position, int total, FileResult result);
}
