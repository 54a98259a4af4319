package io.github.authenticode.verify.format.pe;

import io.github.authenticode.verify.asn1.DerElement;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.comparison.ComparedPieces;
import io.github.authenticode.verify.format.comparison.Pieces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The parts of a Portable Executable that are not its signature: all but the checksum, the directory entry of the
 * certificate table and the table. The entry of the original may be a stale one, of a signature that was cut off: what
 * it points to is left out only if it is a certificate table, or what is left of one and is not in the signed copy
 * either.
 */
public final class PeUnsigned {
    private static final int ALIGNMENT = 8;
    private static final int NAME = 8;
    private static final int CERTIFICATE_HEADER = 8;
    /** The identifier of SignedData, 1.2.840.113549.1.7.2, in DER. */
    private static final byte[] SIGNED_DATA = {6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 7, 2};
    /** Tag and length of the SEQUENCE around it. */
    private static final int LONGEST_LENGTH = 6;

    private PeUnsigned() {}

    public static ComparedPieces sides(FileBytes original, FileBytes signed) throws IOException {
        PeHeader before = PeHeader.read(original);
        PeHeader after = PeHeader.read(signed);
        Pieces one = fixed(original, before);
        boolean kept = before.tableEnd() > original.size() && contentEnd(signed, after) >= original.size();
        if (isTable(original, before) && !kept) {
            one.without(before.tableStart(), before.tableEnd());
        }
        Pieces other = fixed(signed, after).without(after.tableStart(), after.tableEnd());
        return new ComparedPieces(one.source(), other.source(), ALIGNMENT);
    }

    private static long contentEnd(FileBytes file, PeHeader header) {
        return header.tableSize() == 0 ? file.size() : header.tableStart();
    }

    private static Pieces fixed(FileBytes file, PeHeader header) throws IOException {
        return named(file, header)
                .without(header.checksum(), header.checksum() + 4)
                .without(
                        header.directory(), header.directory() == 0 ? 0 : header.directory() + PeHeader.DIRECTORY_SIZE);
    }

    /** A section that lies in headers or in another one goes by their names. */
    private static Pieces named(FileBytes file, PeHeader header) throws IOException {
        Pieces pieces = new Pieces();
        long headers = Math.min(file.size(), header.headersSize());
        pieces.add("headers", 0, headers);
        long position = headers;
        for (Section section : Section.read(file, header)) {
            long start = Math.min(file.size(), Math.max(position, section.place.start()));
            long end = Math.min(file.size(), Math.max(start, section.place.end()));
            pieces.add("the gap before section " + section.name, position, start);
            pieces.add("section " + section.name, start, end);
            position = end;
        }
        return pieces.add("the overlay behind the sections", position, file.size());
    }

    private record Section(String name, PeSection place) {
        static List<Section> read(FileBytes file, PeHeader header) throws IOException {
            List<Section> sections = new ArrayList<>();
            List<PeSection> places = PeSection.read(file, header);
            for (int i = 0; i < places.size(); i++) {
                byte[] name = file.read(header.sectionTable() + (long) i * PeSection.HEADER, NAME);
                sections.add(new Section(
                        new String(name, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ""), places.get(i)));
            }
            sections.removeIf(s -> s.place.size() == 0);
            sections.sort(Comparator.comparingLong(s -> s.place.start()));
            return sections;
        }
    }

    /** Whether the entry points behind all that the program is made of, to the beginning of a certificate. */
    private static boolean isTable(FileBytes file, PeHeader header) throws IOException {
        long start = header.tableStart();
        if (header.tableSize() == 0 || start > file.size() - CERTIFICATE_HEADER || start < header.headersSize()) {
            return false;
        }
        if (PeSection.read(file, header).stream().anyMatch(s -> s.overlaps(start, header.tableEnd()))) {
            return false;
        }
        ByteBuffer certificate = file.readNumbers(start, CERTIFICATE_HEADER);
        int revision = Short.toUnsignedInt(certificate.getShort(4));
        int type = Short.toUnsignedInt(certificate.getShort(6));
        // WIN_CERTIFICATE: revision 1.0 or 2.0, one of the types that were ever defined.
        return ((revision == 0x0100 || revision == 0x0200)
                        && ((type >= 1 && type <= 4) || type == 0x0EF0 || type == 0x0EF1))
                || isSignedData(file, start + CERTIFICATE_HEADER);
    }

    /** Where the header of the certificate is broken, its content tells: a SEQUENCE that begins with its type. */
    private static boolean isSignedData(FileBytes file, long start) throws IOException {
        byte[] bytes = file.read(start, (int) Math.min(SIGNED_DATA.length + LONGEST_LENGTH, file.size() - start));
        for (int at = 2; bytes.length > 0 && bytes[0] == DerElement.SEQUENCE && at <= LONGEST_LENGTH; at++) {
            int end = at + SIGNED_DATA.length;
            if (end <= bytes.length && Arrays.equals(bytes, at, end, SIGNED_DATA, 0, SIGNED_DATA.length)) {
                return true;
            }
        }
        return false;
    }
}
