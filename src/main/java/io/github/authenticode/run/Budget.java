package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;

/** What is left of the limits for one selected archive and all archives in it. */
final class Budget {
    private final ArchiveLimits limits;
    private final long archiveSize;
    private long parts;
    private long bytes;

    /** @param archiveSize of the selected archive, in bytes */
    Budget(ArchiveLimits limits, long archiveSize) {
        this.limits = limits;
        this.archiveSize = archiveSize;
    }

    /** @param depth 1 for a selected archive */
    void enter(String name, int depth, long more) throws ProblemException {
        if (depth > limits.depth()) {
            throw beyond(name, "archives are in one another, more than " + limits.depth() + " deep");
        }
        parts += more;
        if (parts > limits.parts()) {
            throw beyond(name, "it has more than " + limits.parts() + " entries with those of the archives around it");
        }
    }

    /** To be asked before the bytes are written. */
    void take(String name, long more) throws ProblemException {
        if (more > limits.bytes() - bytes) {
            throw beyond(name, "the files to judge take more than " + limits.bytes() + " bytes uncompressed");
        }
        bytes += more;
        if (bytes > limits.bytesAnyway() && bytes / limits.ratio() >= archiveSize) {
            throw beyond(
                    name,
                    "the files to judge are more than " + limits.ratio() + " times as large as the " + archiveSize
                            + " bytes that they are packed in");
        }
    }

    private static ProblemException beyond(String name, String why) {
        return new ProblemException(Problem.of(
                "archive-limit",
                name + " was not looked into to the end: " + why + ".",
                "Unpack it with care and verify what comes out, or leave it out with <excludes>."));
    }
}
