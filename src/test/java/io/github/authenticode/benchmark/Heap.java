package io.github.authenticode.benchmark;

import java.io.IOException;

/** Finds how much heap Maven needs for itself, so that a build can be given so much more and nothing beyond. */
final class Heap {
    private static final int STEP = 8;
    private static final int MOST = 256;

    private Heap() {}

    /** The smallest multiple of 8 MiB in which an empty run of the project succeeds. */
    static int ofMaven(Project project) throws IOException, InterruptedException {
        for (int mebibytes = 2 * STEP; mebibytes < MOST; mebibytes += STEP) {
            try {
                limit(project, mebibytes).empty();
                return mebibytes;
            } catch (IllegalStateException e) {
                // It needs more.
            }
        }
        throw new IllegalStateException("Maven needs more than " + MOST + " MiB for " + project.folder());
    }

    static Project limit(Project project, int mebibytes) {
        return project.with("MAVEN_OPTS", "-Xmx" + mebibytes + "m");
    }
}
