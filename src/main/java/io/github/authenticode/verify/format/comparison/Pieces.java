package io.github.authenticode.verify.format.comparison;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The stretches of a file named one after the other, without what a signature may change. */
public final class Pieces {
    private List<Piece> pieces = new ArrayList<>();

    /** Nothing if it is empty. */
    public Pieces add(String part, long from, long to) {
        if (to > from) {
            pieces.add(Piece.of(part, from, to));
        }
        return this;
    }

    /** Other bytes in the place of those in the file. */
    public Pieces add(String part, long from, long to, byte[] instead) {
        if (instead.length > 0) {
            pieces.add(Piece.counted(part, from, to, instead));
        }
        return this;
    }

    /** Leaves out a range, wherever it lies; to be called before other bytes are added. */
    public Pieces without(long from, long to) {
        Pieces rest = new Pieces();
        for (Piece piece : pieces) {
            rest.add(piece.part(), piece.from(), Math.min(piece.to(), from));
            rest.add(piece.part(), Math.max(piece.from(), to), piece.to());
        }
        pieces = to > from ? rest.pieces : pieces;
        return this;
    }

    public PieceSource source() {
        Iterator<Piece> all = List.copyOf(pieces).iterator();
        return () -> all.hasNext() ? Optional.of(all.next()) : Optional.empty();
    }
}
