package io.github.authenticode.process;

import java.time.Duration;

/**
 * The result of a call: how it ended and what it wrote. The output is as the tool wrote it, secrets included: show it
 * through {@link ToolCommand#redaction()}.
 *
 * @param stdout standard output; of a very long one the beginning, the end and the lines worth keeping between them
 * @param stderr standard error, likewise
 */
public record ToolResult(Ending ending, String stdout, String stderr, Duration duration) {

    /** Whether it wrote anything but white space. */
    public boolean isSilent() {
        return stdout.isBlank() && stderr.isBlank();
    }

    @Override
    public String toString() {
        return "ToolResult[" + ending + " after " + duration + "]";
    }

    /** The ways in which a call can end. */
    public sealed interface Ending {
        /** It ran and ended by itself. */
        record Exited(int code) implements Ending {}

        /** It was ended, with everything it had started, when its time was over. */
        record TimedOut(Duration deadline) implements Ending {}

        /** The operating system would not start it; its own words. */
        record NotStarted(String reason) implements Ending {}
    }
}
