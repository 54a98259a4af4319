package io.github.authenticode.engine.program;

import io.github.authenticode.engine.program.ProgramHeader.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The state of the certificate table that a header names. Resource editors, packers and whatever appends a payload
 * leave the entry as it was, so that it comes to name what is gone, or what is something else by now.
 */
enum TableState {
    /** No table is named. */
    NONE,
    /** A table at the end of the file, which a new one can replace. */
    SOUND,
    /**
     * The same, but its entries do not add up or are of another kind, or it begins at no multiple of 8: nothing can be
     * appended.
     */
    GARBLED,
    /** An entry without a place or without a size. */
    EMPTY,
    /** It begins where the file has ended. */
    BEYOND,
    /** It begins in the file and ends beyond it. */
    CUT,
    /** Nothing but zeros is left of it. */
    WIPED,
    /** It is followed by fewer zeros than reach the next multiple of 8: a table whose size was not rounded up. */
    PADDED,
    /** It is followed by data. */
    FOLLOWED,
    IN_HEADERS,
    IN_SECTION,
    /** It lies where there is no signature. */
    FOREIGN;

    private static final int ENTRY = 8;
    /** The type WIN_CERT_TYPE_PKCS_SIGNED_DATA in the upper half, the revision 2.0 in the lower one. */
    private static final int SIGNED_DATA = 0x0002_0200;
    /** The types of WIN_CERTIFICATE in wintrust.h, and the two that the UEFI specification adds. */
    private static final int MAX_TYPE = 4;

    private static final int UEFI_PKCS115 = 0x0EF0;
    private static final int UEFI_GUID = 0x0EF1;

    static TableState of(ProgramHeader header, FileChannel file) throws IOException {
        if (header.start() == 0 || header.size() == 0) {
            return header.start() == header.size() ? NONE : EMPTY;
        }
        long length = file.size();
        if (header.start() >= length) {
            return BEYOND;
        }
        Range table = new Range(header.start(), Math.min(length, header.end()));
        if (table.from() < header.headersEnd()) {
            return IN_HEADERS;
        }
        if (header.sections().stream().anyMatch(s -> s.from() < s.to() && s.overlaps(table))) {
            return IN_SECTION;
        }
        return header.end() > length ? CUT : whole(table, file);
    }

    private static TableState whole(Range table, FileChannel file) throws IOException {
        long rest = file.size() - table.to();
        if (!isSignature(table, file)) {
            return rest == 0 && isZero(file, table) ? WIPED : FOREIGN;
        }
        if (rest > 0) {
            boolean padding = rest < ENTRY && isZero(file, new Range(table.to(), file.size()));
            return padding ? PADDED : FOLLOWED;
        }
        return table.from() % ENTRY == 0 && addsUp(table, file) ? SOUND : GARBLED;
    }

    /** By the header of its first entry, or by the SignedData in it where that header is broken. */
    private static boolean isSignature(Range table, FileChannel file) throws IOException {
        if (table.to() - table.from() < ENTRY) {
            return false;
        }
        ByteBuffer entry = ProgramHeader.numbers(file, table.from(), ENTRY);
        int revision = Short.toUnsignedInt(entry.getShort(4));
        int type = Short.toUnsignedInt(entry.getShort(6));
        boolean known = (type >= 1 && type <= MAX_TYPE) || type == UEFI_PKCS115 || type == UEFI_GUID;
        return ((revision == 0x100 || revision == 0x200) && known) || isSignedData(table, file);
    }

    private static boolean isSignedData(Range table, FileChannel file) throws IOException {
        int length = (int) Math.min(SignedData.LONGEST, table.to() - table.from() - ENTRY);
        return SignedData.begins(
                ProgramHeader.numbers(file, table.from() + ENTRY, length).array());
    }

    private static boolean addsUp(Range table, FileChannel file) throws IOException {
        long position = table.from();
        while (position < table.to()) {
            if (table.to() - position < ENTRY) {
                return false;
            }
            ByteBuffer entry = ProgramHeader.numbers(file, position, ENTRY);
            long length = Integer.toUnsignedLong(entry.getInt(0));
            if (length < ENTRY || length > table.to() - position || entry.getInt(4) != SIGNED_DATA) {
                return false;
            }
            position += (length + ENTRY - 1) / ENTRY * ENTRY;
        }
        return true;
    }

    private static boolean isZero(FileChannel file, Range range) throws IOException {
        for (long position = range.from(); position < range.to(); ) {
            int length = (int) Math.min(64 * 1024, range.to() - position);
            ByteBuffer bytes = ProgramHeader.numbers(file, position, length);
            if (bytes.mismatch(ByteBuffer.allocate(length)) >= 0) {
                return false;
            }
            position += length;
        }
        return true;
    }
}
