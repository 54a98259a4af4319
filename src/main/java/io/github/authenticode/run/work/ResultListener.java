package io.github.authenticode.run.work;

/** Told how a run gets on, from any thread but never from two at once. */
@FunctionalInterface
public interface ResultListener<R> {
    /** Work on so many more files begins; with a minus, so many rest until another file has ended. */
    default void started(int files) {}

    /** One of them ended; files end in any order. */
    default void ended(R result) {}

    /**
     * A file has ended, and so have all before it: each file once, in the order of the plan.
     *
     * @param position 1 for the first file of the plan
     * @param total files in the run
     */
    void finished(int position, int total, R result);
}
