package io.github.authenticode.verify.format.zip;

import io.github.authenticode.verify.format.base.ByteSink;

/**
 * The search for the letters of a local header in data that pass by; compressed data hold them once in four gigabytes
 * by chance.
 */
final class LocalHeaderSearch implements ByteSink {
    private static final int LETTERS = 0x504B0304;

    private int last;
    private boolean found;

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            last = last << 8 | (bytes[i] & 0xFF);
            found |= last == LETTERS;
        }
    }

    boolean found() {
        return found;
    }
}
