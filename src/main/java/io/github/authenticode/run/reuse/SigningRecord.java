package io.github.authenticode.run.reuse;

import io.github.authenticode.run.file.Fingerprint;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One line of a journal: a file is about to be replaced. Whether it came to that is seen from the file: then it has the
 * digest that it has after it.
 *
 * @param name of the file in the plan
 * @param before SHA-256, hexadecimal
 * @param after SHA-256, hexadecimal
 */
public record SigningRecord(
        String name, String before, String after, int attempts, Duration duration, List<String> operations) {
    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 6;

    public SigningRecord {
        operations = List.copyOf(operations);
    }

    /** One line without its end; its own digest comes last, so that a torn one is found out. */
    String line() {
        String fields = String.join(
                SEPARATOR,
                encoded(name),
                before,
                after,
                Integer.toString(attempts),
                Long.toString(duration.toMillis()),
                String.join(" ", operations.stream().map(SigningRecord::encoded).toList()));
        return fields + SEPARATOR + digest(fields);
    }

    /** The record that a line holds; empty if it is torn, or anything else. */
    static Optional<SigningRecord> of(String line) {
        int end = line.lastIndexOf(SEPARATOR);
        if (end < 0 || !line.substring(end + 1).equals(digest(line.substring(0, end)))) {
            return Optional.empty();
        }
        String[] fields = line.substring(0, end).split(SEPARATOR, -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(parsed(fields));
        } catch (IllegalArgumentException | ArithmeticException noNumberOrNoName) {
            return Optional.empty();
        }
    }

    private static SigningRecord parsed(String[] fields) {
        return new SigningRecord(
                decoded(fields[0]),
                fields[1],
                fields[2],
                Integer.parseInt(fields[3]),
                Duration.ofMillis(Long.parseLong(fields[4])),
                Arrays.stream(fields[5].split(" "))
                        .filter(o -> !o.isEmpty())
                        .map(SigningRecord::decoded)
                        .toList());
    }

    private static String digest(String fields) {
        byte[] digest = Fingerprint.digest(fields.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
