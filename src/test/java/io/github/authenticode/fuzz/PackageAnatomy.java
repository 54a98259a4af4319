package io.github.authenticode.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A zip archive without zip64 whose signature is a part: everything but that part's own bytes is signed. */
final class PackageAnatomy {
    private PackageAnatomy() {}

    /** @param magic length of what precedes the SignedData in the part */
    static Anatomy of(byte[] file, String name, int magic) throws IOException {
        Cutter cut = new Cutter(file);
        int end = new String(file, ISO_8859_1).lastIndexOf("PK\5\6");
        int directory = cut.number(end + 16, 4);
        Cutter.require(cut.number(end + 8, 2) == cut.number(end + 10, 2), "two counts of parts");
        int record = record(cut, file, directory, end, name);
        int header = cut.number(record + 42, 4);
        int size = cut.number(record + 20, 4);
        cut.authenticatedTo(header)
                .slack(Slack.ZIP_SIGNATURE_HEADER, 30 + cut.number(header + 26, 2) + cut.number(header + 28, 2));
        byte[] data = Arrays.copyOfRange(file, cut.position(), cut.position() + size);
        byte[] content = cut.number(record + 10, 2) == 0 ? data : inflated(data);
        return cut.slack(Slack.ZIP_SIGNATURE_DATA, size)
                .signature(new Cutter(Arrays.copyOfRange(content, magic, content.length))
                        .signature()
                        .end()
                        .signatures()
                        .get(0))
                .authenticatedTo(record)
                .slack(Slack.ZIP_SIGNATURE_RECORD, recordLength(cut, record))
                .authenticatedTo(end + 8)
                .slack(Slack.ZIP_END_NUMBERS, 12)
                .authenticatedTo(file.length)
                .end();
    }

    private static int record(Cutter cut, byte[] file, int directory, int end, String name) throws IOException {
        for (int record = directory; record < end; record += recordLength(cut, record)) {
            int length = cut.number(record + 28, 2);
            if (new String(file, record + 46, length, ISO_8859_1).equals(name)) {
                return record;
            }
        }
        throw new IOException("unexpected: no part " + name);
    }

    private static int recordLength(Cutter cut, int record) throws IOException {
        return 46 + cut.number(record + 28, 2) + cut.number(record + 30, 2) + cut.number(record + 32, 2);
    }

    private static byte[] inflated(byte[] data) throws IOException {
        Inflater raw = new Inflater(true);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(data), raw)) {
            return in.readAllBytes();
        } finally {
            raw.end();
        }
    }
}
