package io.github.authenticode.engine.embedded.token.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One line of the talk between a build and the program that holds its token's library: a mark, a number that ties an
 * answer to its request, a word, and fields in hexadecimal, since a label may hold anything. A library that writes to
 * standard output writes other lines.
 *
 * @param request which request it is, or answers
 * @param word the kind of request or answer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Line(int request, String word, List<byte[]> fields) {
    private static final String MARK = "@pkcs11";
    private static final HexFormat HEX = HexFormat.of();

    public Line {
        fields = List.copyOf(fields);
    }

    /** A line with texts, numbers and byte arrays in it. */
    public static Line of(int request, String word, Object... fields) {
        List<byte[]> encoded = new ArrayList<>();
        for (Object field : fields) {
            encoded.add(
                    field instanceof byte[] bytes
                            ? bytes
                            : String.valueOf(field).getBytes(UTF_8));
        }
        return new Line(request, word, encoded);
    }

    /** The line that this text is; empty for what is no line of this talk. */
    public static Optional<Line> parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        if (parts.length < 3 || !parts[0].equals(MARK)) {
            return Optional.empty();
        }
        try {
            List<byte[]> fields = new ArrayList<>();
            for (int i = 3; i < parts.length; i++) {
                fields.add(HEX.parseHex(parts[i].substring(1)));
            }
            return Optional.of(new Line(Integer.parseInt(parts[1]), parts[2], fields));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty(); // cut off, or mixed with what the library wrote
        }
    }

    public byte[] bytes(int field) {
        return fields.get(field);
    }

    public String text(int field) {
        return new String(bytes(field), UTF_8);
    }

    public long number(int field) {
        return Long.parseLong(text(field));
    }

    /** As it is sent, without a line end. Each field begins with a sign, so that an empty one is seen. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(MARK + " " + request + " " + word);
        fields.forEach(field -> text.append(" =").append(HEX.formatHex(field)));
        return text.toString();
    }
}
