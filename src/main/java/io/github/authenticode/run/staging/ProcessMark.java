package io.github.authenticode.run.staging;

import java.time.Instant;

/**
 * The mark of this process in the names of its temporary files, so that a run leaves alone what another run in the same
 * JVM ({@code mvn -T}) has in use. The process number alone would not do: in a container every build may have the same
 * one.
 */
final class ProcessMark {
    /** Matches any process's mark. */
    static final String PATTERN = "[0-9]+-[0-9a-f]+";

    private ProcessMark() {}

    static String own() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return self.pid() + "-" + Long.toHexString(started);
    }
}
