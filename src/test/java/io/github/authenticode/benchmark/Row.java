package io.github.authenticode.benchmark;

/** One measurement; its name is what {@code -Dauthenticode.benchmark.only} takes. */
interface Row {
    String name();

    Line measure(Lab lab) throws Exception;
}
