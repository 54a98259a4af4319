package io.github.authenticode.cloud.token;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;

/** The runner of a program of the user's, such as {@code az}. What it writes may be a secret and is logged nowhere. */
@FunctionalInterface
public interface ProgramRunner {
    /**
     * @param program looked for in the folders of PATH; on Windows also as a script ({@code az.cmd})
     * @param limit after which it is ended with all that it has started
     * @throws NoSuchFileException if there is no such program
     * @throws IOException if it could not be started or did not end in time; its message says so in a few words
     */
    Output run(String program, List<String> arguments, Duration limit) throws IOException, InterruptedException;

    /** The text that it wrote, and its exit code. */
    record Output(int exitCode, String stdout, String stderr) {
        /** Without the texts, either of which may hold a token. */
        @Override
        public String toString() {
            return "Output[exitCode=" + exitCode + "]";
        }
    }
}
