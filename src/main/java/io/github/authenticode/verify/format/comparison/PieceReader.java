package io.github.authenticode.verify.format.comparison;

import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.base.HashAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The reader of the pieces of a file as if they were one stream, which digests all of the file on the way, also what
 * lies between them. Where the pieces follow each other as in the file, each byte is read once.
 */
public final class PieceReader {
    private static final int BUFFER = 128 * 1024;
    private static final Piece NONE = Piece.of("the end of the file", 0, 0);

    private final FileBytes file;
    private final PieceSource pieces;
    private final MessageDigest digest = HashAlgorithm.SHA256.start();
    private long digested;
    private Piece piece = NONE;
    private long next;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long bufferStart;

    public PieceReader(FileBytes file, PieceSource pieces) {
        this.file = file;
        this.pieces = pieces;
    }

    /** How many bytes can be looked at without reading more; 0 at the end of the last piece. */
    public int available() throws IOException {
        while (position == limit) {
            if (next == piece.length()) {
                Optional<Piece> following = pieces.next();
                if (following.isEmpty()) {
                    return 0;
                }
                piece = following.get();
                next = 0;
            } else {
                fill();
            }
        }
        return limit - position;
    }

    private void fill() throws IOException {
        int length = (int) Math.min(BUFFER, piece.length() - next);
        if (piece.instead().isPresent()) {
            System.arraycopy(piece.instead().get(), (int) next, buffer, 0, length);
        } else {
            long from = piece.from() + next;
            digestUpTo(from);
            file.read(from, buffer, length);
            // A piece behind which others were read is digested already.
            int known = (int) Math.max(0, Math.min(length, digested - from));
            digest.update(buffer, known, length - known);
            digested = Math.max(digested, from + length);
        }
        bufferStart = next;
        next += length;
        position = 0;
        limit = length;
    }

    private void digestUpTo(long offset) throws IOException {
        if (offset > digested) {
            file.digest(digest, digested, offset);
            digested = offset;
        }
    }

    public byte[] buffer() {
        return buffer;
    }

    public int position() {
        return position;
    }

    public void skip(int length) {
        position += length;
    }

    /** Where the byte lies that is so far behind the next one. */
    public ContentDifference.Place place(int ahead) throws IOException {
        int left = available();
        if (left == 0) {
            return new ContentDifference.Place(piece.part(), file.size(), new byte[0]);
        }
        int from = position + ahead;
        byte[] bytes = new byte[Math.min(ContentDifference.SHOWN, limit - from)];
        System.arraycopy(buffer, from, bytes, 0, bytes.length);
        return new ContentDifference.Place(piece.part(), piece.offset(bufferStart + from), bytes);
    }

    /** Where the piece ends in the file. */
    public long end() {
        return piece.to();
    }

    /** What the whole file holds, to its end. */
    public ComparedContent content() throws IOException {
        digestUpTo(file.size());
        return new ComparedContent(file.size(), HexFormat.of().formatHex(digest.digest()));
    }
}
