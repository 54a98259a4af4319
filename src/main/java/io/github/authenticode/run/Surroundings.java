package io.github.authenticode.run;

import java.time.Clock;

/** What a run takes from the world around it; tests bring their own. */
record Surroundings(Clock clock, Sleeper sleeper, Disk disk, Comparer comparer) {}
