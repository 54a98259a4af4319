package io.github.authenticode.verify.format.base;

import java.io.IOException;

/** A taker of ranges of a file, in the order in which they are to be read. */
@FunctionalInterface
public interface RangeSink {
    /** @param to the offset behind the range */
    void accept(long from, long to) throws IOException;
}
