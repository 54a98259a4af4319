package io.github.authenticode.verify.format.comparison;

/**
 * The content of a file at the moment of its comparison.
 *
 * @param size bytes
 * @param sha256 hexadecimal, lower case
 */
public record ComparedContent(long size, String sha256) {}
