package io.github.authenticode.verify.format.comparison;

import java.io.IOException;
import java.util.Optional;

/** The source of the pieces of a file one after the other; those of an installer would take much memory all at once. */
@FunctionalInterface
public interface PieceSource {
    /** Empty after the last one. */
    Optional<Piece> next() throws IOException;
}
