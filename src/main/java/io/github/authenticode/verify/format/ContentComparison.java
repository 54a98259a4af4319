package io.github.authenticode.verify.format;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.cab.CabUnsigned;
import io.github.authenticode.verify.format.catalog.CatalogUnsigned;
import io.github.authenticode.verify.format.comparison.ComparedContent;
import io.github.authenticode.verify.format.comparison.ComparedPieces;
import io.github.authenticode.verify.format.comparison.ContentDifference;
import io.github.authenticode.verify.format.comparison.PieceReader;
import io.github.authenticode.verify.format.content.SignatureBlob;
import io.github.authenticode.verify.format.msi.MsiUnsigned;
import io.github.authenticode.verify.format.packages.AppxUnsigned;
import io.github.authenticode.verify.format.packages.NavxUnsigned;
import io.github.authenticode.verify.format.pe.PeUnsigned;
import io.github.authenticode.verify.format.script.ScriptKind;
import io.github.authenticode.verify.format.script.ScriptUnsigned;
import io.github.authenticode.verify.format.zip.ZipUnsigned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The comparison of a signed copy with its original, beside the signature. A verdict cannot tell: who loses half of a
 * file and signs the other half makes a good signature. Left out is only what the format makes depend on the signature,
 * and an earlier one.
 *
 * @param original all that the original holds
 * @param signed all that the signed copy holds
 * @param difference the first one; empty if there is none
 */
public record ContentComparison(
        ComparedContent original, ComparedContent signed, Optional<ContentDifference> difference) {

    /**
     * Reads both files once, from their beginning to their end; the streams of an installer may lie in another order,
     * and are read once more then.
     *
     * @throws MalformedFileException if one of them is not of that format, or damaged
     */
    public static ContentComparison of(Path original, Path signed, FileFormat format) throws IOException {
        try (FileBytes before = FileBytes.open(original);
                FileBytes after = FileBytes.open(signed)) {
            ComparedPieces sides = sides(before, after, format);
            PieceReader one = new PieceReader(before, sides.original());
            PieceReader other = new PieceReader(after, sides.signed());
            Optional<ContentDifference> difference = difference(one, other, sides.padding());
            return new ContentComparison(one.content(), other.content(), difference);
        }
    }

    private static ComparedPieces sides(FileBytes original, FileBytes signed, FileFormat format) throws IOException {
        return switch (format) {
            case PE -> PeUnsigned.sides(original, signed);
            case MSI -> MsiUnsigned.sides(original, signed);
            case CAB -> new ComparedPieces(CabUnsigned.pieces(original), CabUnsigned.pieces(signed));
            case CATALOG -> CatalogUnsigned.sides(original, signed);
            case APPX -> AppxUnsigned.sides(original, signed);
            case NAVX -> new ComparedPieces(NavxUnsigned.pieces(original), NavxUnsigned.pieces(signed));
            case NUGET -> ZipUnsigned.sides(original, signed, ZipUnsigned.NUGET_SIGNATURE);
            case POWERSHELL -> ScriptUnsigned.sides(original, signed, ScriptKind.POWERSHELL);
            case POWERSHELL_XML -> ScriptUnsigned.sides(original, signed, ScriptKind.POWERSHELL_XML);
            case VBSCRIPT -> ScriptUnsigned.sides(original, signed, ScriptKind.VBSCRIPT);
            case JSCRIPT -> ScriptUnsigned.sides(original, signed, ScriptKind.JSCRIPT);
            case WSF -> ScriptUnsigned.sides(original, signed, ScriptKind.WSF);
        };
    }

    private static Optional<ContentDifference> difference(PieceReader original, PieceReader signed, int padding)
            throws IOException {
        while (true) {
            int length = Math.min(original.available(), signed.available());
            if (length == 0) {
                Optional<ContentDifference> end = different(original, signed, 0);
                return original.available() == 0 && isPadding(signed, padding) ? Optional.empty() : end;
            }
            int mismatch = mismatch(original, signed, length);
            if (mismatch >= 0) {
                return different(original, signed, mismatch);
            }
            original.skip(length);
            signed.skip(length);
        }
    }

    private static int mismatch(PieceReader one, PieceReader other, int length) {
        return Arrays.mismatch(
                one.buffer(),
                one.position(),
                one.position() + length,
                other.buffer(),
                other.position(),
                other.position() + length);
    }

    /** Whether only zeros are left, and no more of them than it takes to reach the next multiple. */
    private static boolean isPadding(PieceReader signed, int multiple) throws IOException {
        boolean zero = true;
        int read = 0;
        for (int length = signed.available(); length > 0 && zero && read < multiple; length = signed.available()) {
            zero = SignatureBlob.isZero(signed.buffer(), signed.position(), signed.position() + length);
            read += length;
            signed.skip(length);
        }
        return read == 0 || (zero && read < multiple && signed.end() % multiple == 0);
    }

    private static Optional<ContentDifference> different(PieceReader original, PieceReader signed, int ahead)
            throws IOException {
        return Optional.of(new ContentDifference(original.place(ahead), signed.place(ahead)));
    }
}
