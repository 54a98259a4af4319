package io.github.authenticode.engine.program;

/**
 * The change made to the copy of a program before an engine got it, beside the eight bytes of the directory entry of
 * its certificate table, which are now zeros. What followed the removed bytes has moved up; no other byte is lost.
 *
 * @param deed a sentence for the user, which does not name the file
 * @param asked whether it was done only because {@code <repair>} allows it
 * @param removedFrom offset of the first byte that was removed: that of the former certificate table
 * @param removedTo offset of the first byte after them; the same if none was removed
 */
public record Repair(String deed, boolean asked, long removedFrom, long removedTo) {}
