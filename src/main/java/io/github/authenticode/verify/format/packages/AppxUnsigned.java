package io.github.authenticode.verify.format.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.comparison.ComparedPieces;
import io.github.authenticode.verify.format.comparison.Pieces;
import io.github.authenticode.verify.format.zip.ZipArchive;
import io.github.authenticode.verify.format.zip.ZipPart;
import io.github.authenticode.verify.format.zip.ZipUnsigned;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * The parts of an application package that are not its signature. The part {@code [Content_Types].xml} has to name the
 * type of the signature's part; a signer who adds that writes the part anew, and jsign keeps the earlier one under
 * another name. So it is compared by what it says, and the earlier one, where it was kept, byte for byte.
 */
public final class AppxUnsigned {
    static final String SIGNATURE = "AppxSignature.p7x";

    private static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final String KEPT = "[Content_Types].old";
    private static final int MAX_LENGTH = 10 * 1024 * 1024;

    private AppxUnsigned() {}

    public static ComparedPieces sides(FileBytes original, FileBytes signed) throws IOException {
        ZipArchive before = ZipArchive.read(original);
        ZipArchive after = ZipArchive.read(signed);
        byte[] typesBefore = types(before);
        byte[] typesAfter = types(after);
        if (Arrays.equals(typesBefore, typesAfter)) {
            return ZipUnsigned.sides(original, signed, SIGNATURE);
        }
        boolean kept = after.part(KEPT).isPresent() && before.part(KEPT).isEmpty();
        Set<String> left = Set.of(SIGNATURE, CONTENT_TYPES);
        ZipUnsigned one = new ZipUnsigned(original, before, kept ? Set.of(SIGNATURE) : left, Map.of());
        ZipUnsigned other = new ZipUnsigned(signed, after, left, kept ? Map.of(KEPT, CONTENT_TYPES) : Map.of());
        return new ComparedPieces(with(one.pieces(), before, typesBefore), with(other.pieces(), after, typesAfter));
    }

    private static byte[] types(ZipArchive archive) throws IOException {
        ZipPart part =
                archive.part(CONTENT_TYPES).orElseThrow(() -> ZipPart.damaged("it has no part " + CONTENT_TYPES));
        return archive.content(part, MAX_LENGTH);
    }

    private static Pieces with(Pieces pieces, ZipArchive archive, byte[] types) throws IOException {
        ZipPart part = archive.part(CONTENT_TYPES).orElseThrow();
        long start = archive.dataStart(part);
        byte[] says = ContentTypes.withoutSignature(types).getBytes(UTF_8);
        return pieces.add("part " + CONTENT_TYPES, start, start + part.compressedSize(), says);
    }
}
