package io.github.authenticode.verify.format.zip;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.comparison.ComparedPieces;
import io.github.authenticode.verify.format.comparison.Pieces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a zip archive that are not its signature: all bytes before the directory but those of the signature's
 * part, then the records of the directory and the comment. Sizes and offsets in 64 bits are taken as what they say,
 * since a signer may write them in 32; offsets count as if the signature were not there.
 *
 * @param left names of parts that are no content, or are compared in another way
 * @param renamed what a part was called before, by its name
 */
public record ZipUnsigned(FileBytes file, ZipArchive archive, Set<String> left, Map<String, String> renamed) {
    public static final String NUGET_SIGNATURE = ".signature.p7s";

    private static final int FIXED = 46;
    private static final int LOCAL_FIXED = 30;
    private static final int END = 22;
    private static final int WIDE = 56;
    private static final int WIDE_FIELD = 1;

    public static ComparedPieces sides(FileBytes original, FileBytes signed, String signature) throws IOException {
        Set<String> left = Set.of(signature);
        return new ComparedPieces(
                new ZipUnsigned(original, ZipArchive.read(original), left, Map.of()).pieces(),
                new ZipUnsigned(signed, ZipArchive.read(signed), left, Map.of()).pieces());
    }

    public Pieces pieces() throws IOException {
        ZipEnd directory = ZipEnd.read(file);
        Pieces pieces = new Pieces();
        List<ZipPart> sorted = new ArrayList<>(archive.parts());
        sorted.sort(Comparator.comparingLong(ZipPart::localHeader));
        long end = directory.directoryStart();
        pieces.add(
                "the bytes before the first part",
                0,
                sorted.isEmpty() ? end : sorted.get(0).localHeader());
        for (int i = 0; i < sorted.size(); i++) {
            long next = i + 1 < sorted.size() ? sorted.get(i + 1).localHeader() : end;
            addLocal(pieces, sorted.get(i), next);
        }
        addDirectory(pieces, directory, leftOut(sorted, end));
        return pieces;
    }

    private void addLocal(Pieces pieces, ZipPart part, long next) throws IOException {
        if (left.contains(part.name())) {
            return;
        }
        String name = oldName(part);
        long start = archive.dataStart(part);
        long end = start + part.compressedSize();
        if (end > next) {
            throw ZipPart.damaged("its part " + name + " overlaps another one");
        }
        addLocalHeader(pieces, part, start);
        pieces.add("part " + name, start, end);
        pieces.add("what follows part " + name, end, next);
    }

    private void addLocalHeader(Pieces pieces, ZipPart part, long end) throws IOException {
        String title = "the local header of part " + oldName(part);
        byte[] header = file.read(part.localHeader(), (int) (end - part.localHeader()));
        rename(header, LOCAL_FIXED, part);
        pieces.add(title, part.localHeader(), end, header);
    }

    private String oldName(ZipPart part) {
        return renamed.getOrDefault(part.name(), part.name());
    }

    /** Gives a record the name from before, which is as long. */
    private void rename(byte[] record, int at, ZipPart part) {
        String name = renamed.get(part.name());
        if (name != null) {
            byte[] bytes = name.getBytes(US_ASCII);
            System.arraycopy(bytes, 0, record, at, bytes.length);
        }
    }

    private void addDirectory(Pieces pieces, ZipEnd end, List<Gap> gaps) throws IOException {
        long start = end.directoryStart();
        for (ZipPart part : archive.parts()) {
            if (!left.contains(part.name())) {
                pieces.add(
                        "the directory record of part " + oldName(part),
                        start + part.recordStart(),
                        start + part.recordEnd(),
                        counted(part, start, gaps));
            }
        }
        long narrow = file.size() - end.narrow().length;
        if (end.wide().length > WIDE) {
            long wide = start + end.directorySize();
            pieces.add("the zip64 record", wide + WIDE, wide + end.wide().length);
        }
        pieces.add("the comment of the archive", narrow + END, file.size());
    }

    /** The record with its numbers in 64 bits, and without the field that may have held them. */
    private byte[] counted(ZipPart part, long directory, List<Gap> gaps) throws IOException {
        byte[] record = file.read(directory + part.recordStart(), part.recordLength());
        rename(record, FIXED, part);
        ByteBuffer numbers = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        int extra = FIXED + Short.toUnsignedInt(numbers.getShort(28));
        int comment = extra + Short.toUnsignedInt(numbers.getShort(30));
        ByteArrayOutputStream counted = new ByteArrayOutputStream();
        counted.write(record, 0, 20);
        counted.write(record, 28, 2);
        counted.write(record, 32, 10);
        counted.write(record, FIXED, extra - FIXED);
        counted.writeBytes(ByteBuffer.allocate(24)
                .putLong(part.compressedSize())
                .putLong(part.size())
                .putLong(part.localHeader() - leftOutBefore(part, gaps))
                .array());
        writeExtra(record, extra, comment, counted);
        counted.write(record, comment, record.length - comment);
        return counted.toByteArray();
    }

    /** The fields, but for zip64's. */
    private static void writeExtra(byte[] record, int from, int to, ByteArrayOutputStream counted) {
        ByteBuffer numbers = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        int field = from;
        while (field + 4 <= to) {
            int end = Math.min(to, field + 4 + Short.toUnsignedInt(numbers.getShort(field + 2)));
            if (numbers.getShort(field) != WIDE_FIELD) {
                counted.write(record, field, end - field);
            }
            field = end;
        }
        counted.write(record, field, to - field);
    }

    /** The place of a part that is left out. */
    private record Gap(long from, long length) {}

    private List<Gap> leftOut(List<ZipPart> sorted, long end) {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            long from = sorted.get(i).localHeader();
            long next = i + 1 < sorted.size() ? sorted.get(i + 1).localHeader() : end;
            if (left.contains(sorted.get(i).name())) {
                gaps.add(new Gap(from, next - from));
            }
        }
        return gaps;
    }

    private static long leftOutBefore(ZipPart part, List<Gap> gaps) {
        return gaps.stream()
                .filter(gap -> gap.from < part.localHeader())
                .mapToLong(Gap::length)
                .sum();
    }
}
