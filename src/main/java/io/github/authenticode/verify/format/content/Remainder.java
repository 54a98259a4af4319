package io.github.authenticode.verify.format.content;

/**
 * Bytes behind what a file's format says it is, which are no signature. A signing program writes the signature there,
 * and throws them away.
 *
 * @param offset where they begin, and the file should end
 */
public record Remainder(long offset, long length) {}
