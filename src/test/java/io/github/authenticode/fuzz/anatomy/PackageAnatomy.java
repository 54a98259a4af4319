package io.github.authenticode.fuzz.anatomy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.authenticode.fuzz.Cutter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
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
        int record = record(cut, file, directory, end, name);
        int header = cut.number(record + 42, 4);
        int size = cut.number(record + 20, 4);
        int method = cut.number(record + 10, 2);
        Cutter.require(record + 46 + name.length() == end, "more behind the record of the signature");
        int count = 1;
        for (int other = directory; other < record; other += recordLength(cut, other)) {
            count++;
        }
        cut.authenticatedTo(header);
        cut.exactly(numbers(0x04034B50))
                .slack(Slack.ZIP_SIGNATURE_VERSION, 2)
                .exactly(numbers(method << 16))
                .slack(Slack.ZIP_SIGNATURE_TIME, 4);
        byte[] data = Arrays.copyOfRange(file, header + 30 + name.length(), header + 30 + name.length() + size);
        byte[] content = method == 0 ? data : inflated(data);
        cut.exactly(numbers(checksum(content), size, content.length, name.length()))
                .exactly(name.getBytes(ISO_8859_1))
                .slack(Slack.ZIP_SIGNATURE_DATA, size);
        cut.signature(new Cutter(Arrays.copyOfRange(content, magic, content.length))
                .signature()
                .end()
                .signatures()
                .get(0));
        cut.authenticatedTo(record);
        return cut.exactly(numbers(0x02014B50))
                .slack(Slack.ZIP_SIGNATURE_VERSION, 4)
                .exactly(numbers(method << 16))
                .slack(Slack.ZIP_SIGNATURE_TIME, 4)
                .exactly(numbers(checksum(content), size, content.length, name.length(), 0, 0))
                .exactly(new byte[2])
                .exactly(numbers(header))
                .exactly(name.getBytes(ISO_8859_1))
                .authenticatedTo(end + 8)
                .exactly(numbers(count << 16 | count, end - directory, directory))
                .authenticatedTo(file.length)
                .end();
    }

    private static int checksum(byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        return (int) checksum.getValue();
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
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
