package io.github.authenticode.verify.format.comparison;

import java.util.Optional;

/**
 * A stretch of a file that has to be the same after signing.
 *
 * @param part what a developer calls it: {@code section .text}
 * @param from offset in the file
 * @param to offset behind it
 * @param instead what counts in the place of these bytes, where the format makes some of them depend on the signature
 */
public record Piece(String part, long from, long to, Optional<byte[]> instead) {
    public static Piece of(String part, long from, long to) {
        return new Piece(part, from, to, Optional.empty());
    }

    public static Piece counted(String part, long from, long to, byte[] instead) {
        return new Piece(part, from, to, Optional.of(instead));
    }

    long length() {
        return instead.map(bytes -> (long) bytes.length).orElse(to - from);
    }

    /** Where in the file the byte is that counts at this place; the beginning, where none is. */
    long offset(long index) {
        return length() == to - from ? from + index : from;
    }
}
