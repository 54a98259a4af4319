package io.github.authenticode.run;

import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.run.gate.CopyComparer;
import io.github.authenticode.run.staging.FileOperations;
import java.time.Clock;

/** The accesses of a run to the world around it; tests bring their own. */
record SystemAccess(Clock clock, Sleeper sleeper, FileOperations disk, CopyComparer comparer) {}
