package io.github.authenticode.run.archive;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.FileProblem;

/** The remainder of the limits for one selected archive and all archives in it. */
final class ArchiveBudget {
    /** Bytes that are only looked at, for each one that may be taken out. */
    private static final int INSPECTED = 4;

    private final ArchiveLimits limits;
    private final long archiveSize;
    private long parts;
    private long bytes;
    private long inspected;

    /** @param archiveSize of the selected archive, in bytes */
    ArchiveBudget(ArchiveLimits limits, long archiveSize) {
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

    /** To be asked before a part is decompressed only to see how it ends, which takes time and no room. */
    void inspect(String name, long more) throws ProblemException {
        inspected += Math.min(more, Long.MAX_VALUE - inspected);
        if (inspected > INSPECTED * limits.bytes()) {
            throw beyond(name, "it takes more than " + INSPECTED * limits.bytes() + " bytes uncompressed");
        }
    }

    private static ProblemException beyond(String name, String why) {
        return new ProblemException(Problem.of(
                FileProblem.ARCHIVE_LIMIT,
                name + " was not looked into to the end: " + why + ".",
                "Unpack it with care and verify what comes out, or leave it out with <excludes>."));
    }
}
