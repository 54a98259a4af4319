package io.github.authenticode.run;

import io.github.authenticode.run.gate.Comparer;
import io.github.authenticode.run.staging.Disk;
import io.github.authenticode.run.work.Sleeper;
import java.time.Clock;

/** What a run takes from the world around it; tests bring their own. */
record Surroundings(Clock clock, Sleeper sleeper, Disk disk, Comparer comparer) {}
