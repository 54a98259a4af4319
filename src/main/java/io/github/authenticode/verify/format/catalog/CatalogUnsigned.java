package io.github.authenticode.verify.format.catalog;

import io.github.authenticode.verify.asn1.DerElement;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.comparison.ComparedPieces;
import io.github.authenticode.verify.format.comparison.Pieces;
import io.github.authenticode.verify.format.content.IndirectData;
import java.io.IOException;
import java.util.Arrays;

/**
 * What of a catalog is not its signature: the list of files, and whatever lies behind the SignedData.
 *
 * @param start of the list with its type
 * @param list the same, taken apart
 * @param end of the SignedData
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CatalogUnsigned(byte[] bytes, int start, DerElement list, int end) {
    private static final int MAX_LENGTH = 32 * 1024 * 1024;

    public static ComparedPieces sides(FileBytes original, FileBytes signed) throws IOException {
        CatalogUnsigned before = read(original);
        CatalogUnsigned after = read(signed);
        byte[] list = before.isSameList(after) ? before.encodedList() : after.encodedList();
        return new ComparedPieces(before.pieces(before.encodedList()), after.pieces(list));
    }

    private static CatalogUnsigned read(FileBytes file) throws IOException {
        if (file.size() > MAX_LENGTH) {
            throw new MalformedFileException("The file is far too large for a catalog: " + file.size() + " bytes.");
        }
        byte[] bytes = file.read(0, (int) file.size());
        try {
            DerElement info = DerElement.at(bytes, 0, bytes.length, DerElement.SEQUENCE);
            DerElement type = DerElement.at(bytes, info.contentStart(), info.end());
            DerElement explicit = DerElement.at(bytes, type.end(), info.end(), DerElement.EXPLICIT_0);
            DerElement data = DerElement.at(bytes, explicit.contentStart(), explicit.end(), DerElement.SEQUENCE);
            DerElement version = DerElement.at(bytes, data.contentStart(), data.end());
            int start = DerElement.at(bytes, version.end(), data.end(), DerElement.SET)
                    .end();
            return new CatalogUnsigned(
                    bytes, start, DerElement.at(bytes, start, data.end(), DerElement.SEQUENCE), info.end());
        } catch (MalformedFileException e) {
            throw new MalformedFileException("The file is no catalog: " + e.getMessage() + ".", e);
        }
    }

    private byte[] encodedList() {
        return Arrays.copyOfRange(bytes, start, list.end());
    }

    /** Who encodes the list anew may put its sets into another order, and write its lengths in another way. */
    private boolean isSameList(CatalogUnsigned other) {
        try {
            return IndirectData.asn1(encodedList()).equals(IndirectData.asn1(other.encodedList()));
        } catch (MalformedFileException e) {
            return false; // what cannot be decoded is the same only byte by byte
        }
    }

    private Pieces pieces(byte[] counted) {
        return new Pieces()
                .add("the list of files", start, list.end(), counted)
                .add("the bytes behind the catalog", end, bytes.length);
    }
}
