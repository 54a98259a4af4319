package io.github.authenticode.verify.format.comparison;

/**
 * The pieces that have to be the same in a file and in its signed copy.
 *
 * @param padding the signed content may end with zeros up to the next multiple of this, where the original does not
 */
public record ComparedPieces(PieceSource original, PieceSource signed, int padding) {
    public ComparedPieces(Pieces original, Pieces signed) {
        this(original.source(), signed.source(), 1);
    }
}
