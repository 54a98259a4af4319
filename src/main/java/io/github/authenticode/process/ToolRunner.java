package io.github.authenticode.process;

/** The runner of an executable to its end. */
@FunctionalInterface
public interface ToolRunner {
    /**
     * @return how it ended, also if it could not be started
     * @throws InterruptedException if the thread was interrupted; the child and its children have been ended by then
     */
    ToolResult run(ToolCommand command) throws InterruptedException;
}
