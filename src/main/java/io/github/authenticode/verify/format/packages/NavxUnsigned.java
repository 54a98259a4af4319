package io.github.authenticode.verify.format.packages;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.comparison.Pieces;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The parts of a Business Central application that are not its signature: the container, and whatever lies behind it
 * but a signature block.
 */
public final class NavxUnsigned {
    private static final int HEADER = 40;
    private static final int BLOCK_MAGIC = 0x4253584E;
    private static final int BLOCK_FRAME = 12;

    private NavxUnsigned() {}

    public static Pieces pieces(FileBytes file) throws IOException {
        long size = file.readNumbers(0, HEADER).getLong(28);
        if (size < 0 || size > file.size() - HEADER) {
            throw new MalformedFileException("The NAVX package is cut off.");
        }
        long end = HEADER + size;
        Pieces pieces = new Pieces().add("the header", 0, HEADER).add("the package", HEADER, end);
        return isBlock(file, end) ? pieces : pieces.add("the bytes behind the package", end, file.size());
    }

    /** NXSB, a SignedData, the offset of all that and NXSB again, up to the end of the file. */
    private static boolean isBlock(FileBytes file, long start) throws IOException {
        if (file.size() - start < BLOCK_FRAME || file.readNumbers(start, 4).getInt() != BLOCK_MAGIC) {
            return false;
        }
        ByteBuffer tail = file.readNumbers(file.size() - 8, 8);
        return Integer.toUnsignedLong(tail.getInt(0)) == start && tail.getInt(4) == BLOCK_MAGIC;
    }
}
