package io.github.authenticode.verify.format;

import java.io.IOException;

/** Takes bytes piece by piece, so that no file need fit into memory. The array is reused after the call. */
@FunctionalInterface
interface ByteSink {
    void accept(byte[] bytes, int offset, int length) throws IOException;
}
