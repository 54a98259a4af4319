package io.github.authenticode.verify.format.base;

import java.io.IOException;

/** A taker of bytes piece by piece, so that no file need fit into memory. The array is reused after the call. */
@FunctionalInterface
public interface ByteSink {
    void accept(byte[] bytes, int offset, int length) throws IOException;
}
