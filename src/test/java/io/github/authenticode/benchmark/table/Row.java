package io.github.authenticode.benchmark.table;

import io.github.authenticode.benchmark.Lab;

/** One measurement; its name is what {@code -Dauthenticode.benchmark.only} takes. */
public interface Row {
    String name();

    Line measure(Lab lab) throws Exception;
}
